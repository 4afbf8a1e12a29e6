// swift-tools-version: 6.3
// The house of Switchboard, target by target in the order of the data: domain and contracts first,
// then the libraries that touch the machine, then the engine, the routes, and the one executable
// that chooses implementations. An arrow never points back; the build refuses one that does
// (`--explicit-target-dependency-import-check error`).
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  // Fields are described in one target and visited by generic code of another: without this every
  // field of every event pays for a generic call.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// The two rooms in which unsafe code lives mark every unsafe expression.
let unsafeRoom: [SwiftSetting] = settings + [.strictMemorySafety()]

extension Target.Dependency {
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
  static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let x509 = product(name: "X509", package: "swift-certificates")
  static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
  static let logging = product(name: "Logging", package: "swift-log")
  static let deque = product(name: "DequeModule", package: "swift-collections")
  static let yams = product(name: "Yams", package: "Yams")
  static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
  static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
}

let package = Package(
  name: "switchboard",
  products: [
    .executable(name: "switchboard", targets: ["switchboard"]),
    .library(name: "SwitchboardClient", targets: ["SwitchboardClient"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Level 0: what things are. No I/O.
    .target(name: "ContactCenter", swiftSettings: settings),
    .systemLibrary(name: "CCRC32C"),
    .target(name: "EventLog", dependencies: ["CCRC32C"], swiftSettings: settings),
    .target(
      name: "Wallboard", resources: [.embedInCode("Pages")], swiftSettings: settings),
    .systemLibrary(
      name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(
      name: "CNGHTTP2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    // Linked by the executable alone: an event is allocated on a connection's thread and freed on
    // the writer's, which glibc's arenas pay for with a fifth of an append's instructions.
    .systemLibrary(
      name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),

    // Level 1: one library each.
    .target(name: "CustomerKeys", dependencies: [.crypto], swiftSettings: settings),
    .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: unsafeRoom),
    .target(
      name: "HTTP2Server",
      dependencies: [
        "CNGHTTP2", .nioCore, .nioPosix, .nioHTTP1, .nioTLS, .nioSSL, .logging, .deque,
      ],
      swiftSettings: unsafeRoom),
    .target(name: "Simulation", dependencies: ["ContactCenter"], swiftSettings: settings),

    // Level 2: the domain meets the machine.
    .target(
      name: "EventCodec",
      dependencies: ["ContactCenter", "EventLog", "CustomerKeys", .crypto],
      swiftSettings: settings),
    .target(
      name: "LMDBStorage",
      dependencies: ["EventLog", "CustomerKeys", "LMDB", .crypto, .logging],
      swiftSettings: settings),
    .target(name: "Reports", dependencies: ["ContactCenter"], swiftSettings: settings),
    // For other people's services: it shows no type of another room.
    .target(
      name: "SwitchboardClient",
      dependencies: [
        "EventLog", "HTTP2Server", .nioCore, .nioPosix, .nioHTTP1, .nioSSL, .nioTLS,
      ],
      swiftSettings: settings),

    // Level 3: the loop, and other people's logs.
    .target(
      name: "Engine",
      dependencies: [
        "ContactCenter", "EventLog", "EventCodec", "CustomerKeys", "Reports", .crypto, .logging,
        .deque,
      ],
      swiftSettings: settings),
    .target(
      name: "Importers",
      dependencies: ["ContactCenter", .crypto, .yams],
      swiftSettings: settings),

    // Level 4 and 5: the wire, and the program.
    .target(
      name: "API",
      dependencies: [
        "ContactCenter", "EventLog", "EventCodec", "Reports", "Engine", "HTTP2Server", "Wallboard",
        .nioCore, .crypto, .logging, .deque,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "switchboard",
      dependencies: [
        "CJemalloc", "ContactCenter", "EventLog", "CustomerKeys", "LMDB", "HTTP2Server",
        "Simulation", "EventCodec", "LMDBStorage", "Reports", "Engine", "Importers", "API",
        "SwitchboardClient",
        .arguments, .crypto,
        .x509, .asn1, .logging, .lifecycle, .signals, .nioCore, .nioPosix,
      ],
      swiftSettings: settings),

    // Tests: one target a room, a shared one for contracts and drivers, and the house's own rules.
    .target(
      name: "TestSupport",
      dependencies: ["ContactCenter", "EventLog"],
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "ContactCenterTests", dependencies: ["ContactCenter", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EventLogTests", dependencies: ["EventLog", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "CustomerKeysTests", dependencies: ["CustomerKeys", .crypto], swiftSettings: settings),
    .testTarget(
      name: "LMDBStorageTests",
      dependencies: ["LMDB", "LMDBStorage", "EventLog", "CustomerKeys", "TestSupport", .crypto],
      swiftSettings: settings),
    .testTarget(
      name: "HTTP2ServerTests",
      dependencies: ["HTTP2Server", .nioCore, .nioPosix, .nioEmbedded, .nioSSL],
      swiftSettings: settings),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "ContactCenter"],
      swiftSettings: settings),
    .testTarget(
      name: "EventCodecTests",
      dependencies: ["EventCodec", "ContactCenter", "EventLog", "CustomerKeys", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "ContactCenter", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "ContactCenter", "EventLog", "Engine", "EventCodec", "CustomerKeys", "Simulation",
        "LMDBStorage", "Reports",
        "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ImportersTests",
      dependencies: ["Importers", "ContactCenter", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "APITests",
      dependencies: [
        "API", "Engine", "EventCodec", "EventLog", "ContactCenter", "CustomerKeys", "HTTP2Server",
        "TestSupport", .nioCore, .nioPosix, .nioHTTP1, .nioEmbedded, .logging,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SwitchboardClientTests",
      dependencies: ["SwitchboardClient", "HTTP2Server", .nioCore],
      swiftSettings: settings),
    .testTarget(
      name: "SwitchboardTests",
      dependencies: ["switchboard", "SwitchboardClient", "HTTP2Server", "TestSupport", .nioCore],
      swiftSettings: settings),
    .testTarget(
      name: "WallboardTests", dependencies: ["Wallboard", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings),
  ]
)
