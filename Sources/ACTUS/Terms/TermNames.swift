/// The names that terms may have, for who wants to tell a mistyped one from one that does not matter.
public enum TermNames {
    /// The identifiers of the ACTUS dictionary 1.4, and after them the names by which the public reference tests call some
    /// terms and the parts of a `contractStructure`.
    public static let all: [String] = [
        "accruedInterest", "amortizationDate", "arrayCycleAnchorDateOfInterestPayment",
        "arrayCycleAnchorDateOfPrincipalRedemption", "arrayCycleAnchorDateOfRateReset", "arrayCycleOfInterestPayment",
        "arrayCycleOfPrincipalRedemption", "arrayCycleOfRateReset", "arrayFixedVariable", "arrayIncreaseDecrease",
        "arrayNextPrincipalRedemptionPayment", "arrayRate", "boundaryCrossedFlag", "boundaryDirection",
        "boundaryEffect", "boundaryLegInitiallyActive", "boundaryMonitoringAnchorDate", "boundaryMonitoringCycle",
        "boundaryMonitoringEndDate", "boundaryValue", "businessDayConvention", "calendar", "capitalizationEndDate",
        "clearingHouse", "contractDealDate", "contractID", "contractPerformance", "contractRole", "contractStructure",
        "contractType", "counterpartyID", "coverageOfCreditEnhancement", "creatorID", "creditEventTypeCovered",
        "creditLineAmount", "currency", "currency2", "cycleAnchorDateOfDividend", "cycleAnchorDateOfFee",
        "cycleAnchorDateOfInterestCalculationBase", "cycleAnchorDateOfInterestPayment", "cycleAnchorDateOfMargining",
        "cycleAnchorDateOfOptionality", "cycleAnchorDateOfPrincipalRedemption", "cycleAnchorDateOfRateReset",
        "cycleAnchorDateOfScalingIndex", "cycleOfDividend", "cycleOfFee", "cycleOfInterestCalculationBase",
        "cycleOfInterestPayment", "cycleOfMargining", "cycleOfOptionality", "cycleOfPrincipalRedemption",
        "cycleOfRateReset", "cycleOfScalingIndex", "cyclePointOfInterestPayment", "cyclePointOfRateReset",
        "dayCountConvention", "delinquencyPeriod", "delinquencyRate", "deliverySettlement", "endOfMonthConvention",
        "exDividendDate", "exerciseAmount", "exerciseDate", "feeAccrued", "feeBasis", "feeRate", "fixingPeriod",
        "futuresPrice", "gracePeriod", "guaranteedExposure", "initialExchangeDate", "initialMargin",
        "interestCalculationBase", "interestCalculationBaseAmount", "interestScalingMultiplier", "lifeCap",
        "lifeFloor", "maintenanceMarginLowerBound", "maintenanceMarginUpperBound", "marketObjectCode",
        "marketObjectCodeOfRateReset", "marketObjectCodeOfScalingIndex", "marketValueObserved", "maturityDate",
        "maximumPenaltyFreeDisbursement", "nextDividendPaymentAmount", "nextPrincipalRedemptionPayment",
        "nextResetRate", "nominalInterestRate", "nominalInterestRate2", "nonPerformingDate", "notionalPrincipal",
        "notionalPrincipal2", "notionalScalingMultiplier", "optionExerciseEndDate", "optionExerciseType",
        "optionStrike1", "optionStrike2", "optionType", "penaltyRate", "penaltyType", "periodCap", "periodFloor",
        "premiumDiscountAtIED", "prepaymentEffect", "prepaymentPeriod", "priceAtPurchaseDate",
        "priceAtTerminationDate", "purchaseDate", "quantity", "rateMultiplier", "rateSpread", "scalingEffect",
        "scalingIndexAtContractDealDate", "seniority", "settlementCurrency", "settlementPeriod", "statusDate",
        "terminationDate", "unit", "variationMargin", "xDayNotice",
        "contractIdentifier", "creatorId", "cycleAnchorDateOfDividendPayment", "cycleOfDividendPayment", "fixingDays",
        "marketObjectCodeOfDividends", "object", "referenceRole", "referenceType", "role", "type",
    ]
}
