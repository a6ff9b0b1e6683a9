/// Paths of the package, for tests that read its files.
public enum PackageRoot {
    /// The root folder, found from where this file was compiled.
    public static let path = String(#filePath.dropLast("/Sources/TestSupport/PackageRoot.swift".count))

    public static func path(_ relative: String) -> String { "\(path)/\(relative)" }
}
