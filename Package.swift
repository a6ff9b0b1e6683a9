// swift-tools-version: 6.1
import PackageDescription

/// Settings shared by every target: existentials are spelt `any`, a file imports what it uses.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target with its tests in `Tests/<name>Tests`.
func room(
    _ name: String, uses dependencies: [Target.Dependency] = [], tests extra: [Target.Dependency] = [],
    files: [Resource]? = nil
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, resources: files, swiftSettings: strict),
        .testTarget(
            name: name + "Tests", dependencies: [.byName(name: name)] + dependencies + extra, swiftSettings: strict),
    ]
}

let package = Package(
    name: "plimsoll",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "ACTUS", targets: ["ACTUS", "Calendar"]),
        .library(name: "FinancialNetwork", targets: ["FinancialNetwork"]),
        .library(name: "PowerSystem", targets: ["PowerSystem"]),
        .executable(name: "plimsoll", targets: ["plimsoll"]),
    ],
    traits: [
        .trait(name: "Excel", description: "`plimsoll export` writes spreadsheets; needs libxlsxwriter's headers.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        room("Calendar"),
        room("ACTUS", uses: ["Calendar"], tests: ["TestSupport"]),
        [.target(name: "CLanes")],
        room("Lanes", uses: ["CLanes"]),
        room("Ledger", uses: ["Lanes"]),
        room("CreditMath", uses: ["Calendar", "Lanes"], tests: ["TestSupport"]),
        room("FinancialNetwork", tests: ["TestSupport"]),
        room("PowerSystem", uses: ["Lanes"]),
        room("Model", uses: ["Calendar"]),
        room(
            "Engine",
            uses: ["Calendar", "Lanes", "Ledger", "ACTUS", "CreditMath", "FinancialNetwork", "PowerSystem", "Model"],
            tests: ["TestSupport", "ScenarioFiles"]),
        room("ScenarioFiles", uses: ["Calendar", "Model", .product(name: "Yams", package: "Yams")], tests: ["Engine"]),
        room(
            "Analysis", uses: ["Calendar", "Lanes", "CreditMath", "FinancialNetwork", "Ledger", "Model", "Engine"],
            tests: ["TestSupport"]),
        room("Reports", uses: ["Calendar", "Analysis"], tests: ["Engine", "TestSupport"]),
        room("RunStore", uses: ["Engine", .product(name: "GRDB", package: "GRDB.swift")], tests: ["TestSupport"]),
        room(
            "Workbench",
            uses: [
                "Calendar", "Model", "Engine", "ScenarioFiles", "Analysis", "Reports", "RunStore",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            tests: ["TestSupport", "plimsoll"], files: [.copy("Assets")]),
        [
            .target(
                name: "TestSupport", dependencies: ["Calendar", "Model", "Lanes", "Engine", "ScenarioFiles"],
                swiftSettings: strict),
            .systemLibrary(
                name: "CXlsxWriter", pkgConfig: "xlsxwriter",
                providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
            .executableTarget(
                name: "plimsoll",
                dependencies: [
                    .target(name: "CXlsxWriter", condition: .when(traits: ["Excel"])),
                    "ACTUS", "Calendar", "CreditMath", "FinancialNetwork", "PowerSystem", "Model", "Engine",
                    "ScenarioFiles", "Analysis", "Reports", "RunStore", "Workbench",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: strict),
            .executableTarget(
                name: "plimsoll-bench",
                dependencies: ["Engine", "Lanes", "Ledger", "ScenarioFiles", "TestSupport"],
                path: "Benchmarks/reduced", swiftSettings: strict),
            .executableTarget(
                name: "plimsoll-fuzz", dependencies: ["Engine", "TestSupport"], path: "Tests/Fuzzing/Program",
                swiftSettings: strict),
            .testTarget(
                name: "Acceptance",
                dependencies: [
                    "Calendar", "Lanes", "Ledger", "PowerSystem", "Model", "Engine", "ScenarioFiles", "Analysis",
                    "Reports", "RunStore", "TestSupport", "plimsoll",
                ],
                exclude: ["HandDeal", "Snapshots"], swiftSettings: strict),
        ],
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)
