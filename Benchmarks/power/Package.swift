// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "power-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "plimsoll", path: "../..")],
    targets: [
        .executableTarget(name: "bench", dependencies: [.product(name: "PowerSystem", package: "plimsoll")])
    ],
    swiftLanguageModes: [.v6]
)
