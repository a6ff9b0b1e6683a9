import Lanes
import Ledger
import Testing

@Suite("Obligations as kernels over lists")
struct ObligationTests {
    @Test(
        "Interest falls due, means are shared out and payments leave arrears, as worked lane by lane",
        arguments: InstructionSet.available)
    func onePayment(instructions: InstructionSet) {
        for width in [32, 48] {
            var plan = RowPlan()
            let (debt, arrears, cash): (Row<Cents>, Row<Cents>, Row<Cents>) = (plan.state(), plan.state(), plan.state())
            let (current, due, paid): (Row<Cents>, Row<Cents>, Row<Cents>) = (
                plan.scratch(), plan.scratch(), plan.scratch()
            )
            let (rate, dueReal, owed): (Row<Scalar>, Row<Scalar>, Row<Scalar>) = (
                plan.scratch(), plan.scratch(), plan.scratch()
            )
            let (share, means): (Row<Scalar>, Row<Scalar>) = (plan.scratch(), plan.scratch())
            let performs: Row<Whole> = plan.state()
            let arena = Arena(plan: plan, width: width, on: instructions)
            let list = ObligationList(
                interest: [
                    InterestRows(
                        balance: debt, rate: rate, performs: performs, arrears: arrears, current: current, due: due,
                        dueReal: dueReal, owed: owed)
                ],
                payments: [
                    PaymentRows(due: due, dueReal: dueReal, share: share, means: means, paid: paid, arrears: arrears)
                ],
                debtors: [(share, owed, means)], holdings: [(means, cash)], in: arena)
            for lane in 0..<width {
                arena[debt][lane] = -Int64(123_456_789 + 1_000_003 * lane)
                arena[rate][lane] = 0.001 * Double(lane % 9)
                arena[arrears][lane] = Int64(lane % 3) * 1_000
                arena[performs][lane] = lane % 5 == 0 ? 0 : -1
                arena[cash][lane] = Int64(lane) * 20_000 - 50_000
            }
            list.fallDue()
            // The debtor pays itself nothing here: means are its cash alone.
            list.receive()
            list.share()
            list.pay()
            for lane in 0..<width {
                let cents = wholeCents(Double(123_456_789 + 1_000_003 * lane) / 100 * (0.001 * Double(lane % 9)))
                let new = lane % 5 == 0 ? 0 : cents
                let all = lane % 5 == 0 ? 0 : cents + Int64(lane % 3) * 1_000
                #expect(arena[current][lane] == new && arena[due][lane] == all)
                #expect(arena[dueReal][lane] == Double(all) && arena[owed][lane] == Double(all))
                let money = Double(lane) * 20_000 - 50_000
                let part = Double(all) > money ? max(0, money / Double(all)) : 1
                #expect(arena[share][lane] == part)
                #expect(arena[paid][lane] == wholeCents(Double(all) * part * 0.01))
                #expect(arena[arrears][lane] == all - arena[paid][lane])
                #expect(part < 1 || arena[arrears][lane] == 0)
            }
        }
    }

    @Test("Whole cents come back as the same real number, out to 2^51")
    func realNumbers() {
        for cents in [0, 1, -1, 99, -12_345_678_901, 1 << 51, -(1 << 51), (1 << 51) - 1] as [Int64] {
            #expect(realCents(cents) == Double(cents))
        }
    }
}
