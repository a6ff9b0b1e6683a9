import HTTPTypes
import Model
import RunStore

/// Something that a person at the browser can put right.
struct PageProblem: Error, CustomStringConvertible {
    let status: HTTPResponse.Status
    let description: String

    static func notFound(_ what: String) -> PageProblem { PageProblem(status: .notFound, description: what) }
    static func refused(_ what: String) -> PageProblem { PageProblem(status: .unprocessableContent, description: what) }
    static func forbidden(_ what: String) -> PageProblem { PageProblem(status: .forbidden, description: what) }

    /// What to say of an error; nil for one that is ours to mend.
    init?(_ error: any Error) {
        switch error {
        case let problem as PageProblem: self = problem
        case let findings as Diagnostics:
            self.init(status: .unprocessableContent, description: findings.description)
        case let error as RunStoreError:
            if case .noSuchRun = error {
                self.init(status: .notFound, description: error.description)
            } else {
                self.init(status: .internalServerError, description: error.description)
            }
        default: return nil
        }
    }

    init(status: HTTPResponse.Status, description: String) {
        self.status = status
        self.description = description
    }
}
