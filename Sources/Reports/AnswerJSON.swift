import Foundation

/// The machine-readable form of an answer.
package enum AnswerJSON {
    /// JSON with sorted keys, two-space indentation and a final newline. What is not a finite number becomes null.
    package static func text(_ answer: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(answer), as: UTF8.self) + "\n"
    }
    /// An answer from its machine-readable form.
    package static func read<Answer: Decodable>(_ type: Answer.Type, _ text: String) throws -> Answer {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return try decoder.decode(type, from: Data(text.utf8))
    }
}
