// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "actus-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "plimsoll", path: "../..")],
    targets: [
        .executableTarget(name: "bench", dependencies: [.product(name: "ACTUS", package: "plimsoll")])
    ],
    swiftLanguageModes: [.v6]
)
