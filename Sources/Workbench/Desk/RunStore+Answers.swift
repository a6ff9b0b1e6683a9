import Engine
import Reports
import RunStore

extension RunStore {
    /// Keeps this version's answer to a question about a run; an earlier answer to the same question goes.
    package func keep(_ answer: some Encodable, to question: String, of run: Int64) throws {
        try keep(AnswerJSON.text(answer), to: question, of: run, version: Program.version)
    }

    /// The kept answer to a question about a run; nil where there is none of this version.
    ///
    /// What cannot be read was written before the answer had its present form, and is as good as absent.
    package func answer<Answer: Decodable>(
        _ type: Answer.Type, to question: String, of run: Int64
    ) throws -> Answer? {
        try answer(to: question, of: run, version: Program.version).flatMap { try? AnswerJSON.read(type, $0) }
    }
}
