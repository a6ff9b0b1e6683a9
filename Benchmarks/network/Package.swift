// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "network-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "plimsoll", path: "../..")],
    targets: [
        .executableTarget(name: "bench", dependencies: [.product(name: "FinancialNetwork", package: "plimsoll")])
    ],
    swiftLanguageModes: [.v6]
)
