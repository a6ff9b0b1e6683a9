import ACTUS
import Calendar
import Foundation

// bench LOANS
//
// Each line of LOANS is a loan of 120 months: type, start, maturity, principal, yearly rate. Reads commands from standard
// input, a line each, and answers each with a line:
//
// flows N     the cash flows of the first N loans after the exchange: date and payoff of those that pay something
// terms       seconds, cash flows and events of all loans from their terms: read, laid out and run
// schedule    the same from contracts that are read
// run         the same from schedules that are laid out

/// The terms of a loan with monthly payments.
func terms(_ line: Substring, named name: String) -> Terms {
    let words = line.split(separator: " ").map(String.init)
    let start = Day(words[1])!
    let first = TermValue.text("\(start.addingMonths(1))T00:00:00")
    return [
        "contractType": .text(words[0]), "contractID": .text(name), "contractRole": "RPA", "currency": "USD",
        "statusDate": .text("\(start - 1)T00:00:00"), "initialExchangeDate": .text("\(start)T00:00:00"),
        "maturityDate": .text("\(words[2])T00:00:00"), "notionalPrincipal": .text(words[3]),
        "nominalInterestRate": .text(words[4]), "dayCountConvention": words[0] == "ANN" ? "30E360" : "A360",
        "cycleAnchorDateOfPrincipalRedemption": first, "cycleOfPrincipalRedemption": "P1ML1",
        "cycleAnchorDateOfInterestPayment": first, "cycleOfInterestPayment": "P1ML1",
    ]
}

/// What a batch of loans paid, and how long it took.
struct Tally {
    var flows = 0
    var events = 0
    var sum = 0.0

    mutating func add(_ computed: [ContractEvent]) {
        events += computed.count
        for event in computed where event.payoff != 0 && event.type != .initialExchange {
            flows += 1
            sum += event.payoff
        }
    }
}

/// Runs a batch and prints its seconds on a core, so that other work on the machine does not count.
func measure(_ work: (inout Tally) throws -> Void) rethrows {
    var tally = Tally()
    let start = clock()
    try work(&tally)
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    print(seconds, tally.flows, tally.events, tally.sum)
}

let text = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
let all = text.split(separator: "\n").enumerated().map { terms($1, named: "loan \($0)") }
let contracts = try all.map { try Contract(terms: $0) }
let schedules = try contracts.map { try $0.schedule() }
var events: [ContractEvent] = []

while let line = readLine() {
    // What was printed must not wait in a buffer for the next command.
    defer { fflush(nil) }
    switch line.split(separator: " ").first {
    case "flows":
        for contract in contracts.prefix(Int(line.dropFirst(6)) ?? 0) {
            let paid = try contract.events().filter { $0.payoff != 0 && $0.type != .initialExchange }
            print(paid.map { "\($0.time.day) \($0.payoff)" }.joined(separator: " "))
        }
    case "terms":
        try measure { tally in
            for terms in all {
                events.removeAll(keepingCapacity: true)
                try Contract(terms: terms).schedule().appendEvents(to: &events)
                tally.add(events)
            }
        }
    case "schedule":
        try measure { tally in
            for contract in contracts {
                events.removeAll(keepingCapacity: true)
                try contract.schedule().appendEvents(to: &events)
                tally.add(events)
            }
        }
    default:
        try measure { tally in
            for schedule in schedules {
                events.removeAll(keepingCapacity: true)
                try schedule.appendEvents(to: &events)
                tally.add(events)
            }
        }
    }
}
