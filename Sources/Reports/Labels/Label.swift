/// Every word of a page has a name here; `Labels` has what each language says for it.
package enum Label: String, CaseIterable, Sendable {
    case numbers, overviewQuestion, failsMost, losesMost, comesRound, boundsOf, assumedShare, ofNumbers, whoFails
    case nobodyFails, byEndOf, shareInDefault, percentOfPaths, party, twoErrors, othersNever, defaultByQuarter
    case quarter, firstCauses, missesPayment, inDefault, commonestCause, whoLoses, nobodyLoses, lossesByLender
    case lender, expectedLoss, lossP95, lossesByLoan, loan, hitIn, worst, recovery, lossNote, whatShocksDo, shocksTo
    case percentagePoints, shock, defaultChange, breachChange, sameNumbers, ifOneFails, conditionalTitle
    case percentOfThosePaths, fails, conditionalNote, moneyRound, ownMoneyTitle, centsPerDollar, financedItself
    case allOwnMoney, certainToPossible, tracedPaths, announcedToBuilt, announcedTitle, year, announced, wanted
    case energised, mediansYearEnd, ordersTitle, ordered, capexPaid, mediansOfYear, powerMissing, gross, net, p5to95
    case grossNetNote, whoFunds, fundingTitle, fundingNote, bonds, assetBacked, privateCredit, facilities, equity
    case fundingGap, rents, rentTitle, revenueAndNeed, revenueTitle, needNote, revenueOfLabs, coverAndValue, coverOf
    case loanToValueOf, median, measuredWhereAlive, breachByQuarter, whatItRestsOn, weightsTitle, percentOfVariance
    case assumption, chanceAlone, inputsTitle, numbersUnit, origin, fromFacts, computed, assumptionsOf, defaultsOf
    case disclaimer, calibrationTitle, figure, period, unit, publishedLow, publishedHigh, verdict, role
    case calibrationNote, inDefaultBy, ofItsDefaults, statementsAsFans, whatItOwes, covenants, statementsOfPath
    case partyQuestion, earnedTitle, spentTitle, raisedTitle, stockTitle, worthTitle, backlogTitle, leverageTitle
    case sumsOfYear, atYearEnd, fundingStack, fundingStackNote, maturityWall, wallNote, headroom, test, limit
    case brokenIn, headroomNote, exposedToIt, itsExposures, exposures, exposedNote, fallsWith, thenFails
    case otherwiseFails, netIncome, equityLine, cashOperating, cashInvesting, cashFinancing, netDebtToEBITDA
    case interestCover, statementsTitle, statementsNote, power, powerQuestion, missingIn, exceededRange, turnsUp
    case tenToNinety, announcedIn, facilityYearEnd, missingOf, exceedanceTitle, missingAxis, exceedanceNote
    case realisedTitle, p10to90, bySource, sourcesTitle, sourcesNote, sourceCosts, source, cost, emissions
    case meansOfYear, pipeline, region, stage, medianAndBand, compute, computeQuestion, utilisationTitle, unitsTitle
    case thousandUnits, meansYearEnd, rentBands, generation, cascadeOf, percentOfFree, cascadeNote, valuesOf
    case bookValue, taxValue, marketValue, fleetsWorth, fleetsTitle, owner, fleetValues, valueKind, wholeRun, money
    case moneyQuestion, flowsTitle, payer, flowsNote, othersTogether, tracingOf, ownPerDollar, ofRevenue
    case financedPerDollar, originsOf, originsNote, ownByQuarter, certainBand, loopsTitle, loop, deals, smallestStep
    case loopsNote, factsFound, factID, what, value, status, sourceOf, usedBy, firstFacts, conflictsTitle, values
    case usedOnes, conflictsNote, facts, factsQuestion, noShocks, paths, seed, before, after, changeOfOdds
    case pairedNote, change, inputsChanged, input, compare
    case compareQuestion, worstPaths, why, path, journalOf, subject, cause, debit, credit, amount, largestOf
    case network, networkNote, figureRevenue, figureEbitda, figureNetIncome, figureOperatingCashFlow, figureCapex
    case figureFreeCashFlow, figureDebtRaised, figureEquityRaised, figureInterestPaid, figureCash, figureDebt
    case figureBookEquity, figureEquityValue, figureBacklog, figureLeverage, overview, parties, loadLines, stories
    case edit, runs, skip, pages, how, dataOf, asJSON, asCSV, conditionsOf, digest, runNumber, home, homeQuestion
    case storedRuns, noRuns, startRun, scenario, start, started, seconds, open, show, search, searchFacts
    case wholeRunChoice, allFlows, flowClass, partyChoice, regionChoice, generationChoice, quarterChoice, pathChoice
    case storiesQuestion, replayOf, sentencesOf, nothingHappens, statesTitle, performing, breach, grace, defaulted
    case estate, resolved, editQuestion, editHow, widestRanges, weightShare, shocksChoice, severity, pathsChoice,
        runLive
    case cancel, saveOverlay, overlayName, overlayHow, saved, reproduce, waiting, running, finished, cancelled, failed
    case liveQuestion, openRun, progressOf, backToEdit, compareChoice, withRun, memo, notFound, somethingWrong
    case signIn, signInHow, scriptsOff, doesNotApply, usedPaths, loadLineQuestion, apiDocs, sankeyHow, moneyLong
    case replayHow, memoTitle, memoLead, print, theDeal, bankQuestion, aboveAtNoShock, ofParties, pairsThatPass
    case ofPairs, loadLinesAt, rangeNotBorne, loadLineNote, aboveAlready, never, owesNothing, passedAt, notMonotone
    case oddsAgainst, bandOfSampling, neverWithin, oweNothing, atNoShock, passedAtHead, from, to, atTheEnd
    case loadLinesFound, loadLineTableNote, noLoadLines, computeThem, computeAgain, loadLineHow, rangeEnd, byWhen
    case thresholdChoice, openAnswer, compareHow, outputsMoved, output, movedBy, movedNote, oneAtATime, interaction
    case notAlone, noDifference, partiesInDefault, stagesTitle, stagesNote, stageWaiting, stageEnergised
    case stageWithdrawn, stageRetired, comparedPaths, followedPaths, partOfYear, ordersCount, gigawattsCount, rentNote
    case zeroNote
}
