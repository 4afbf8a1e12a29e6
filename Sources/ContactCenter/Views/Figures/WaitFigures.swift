/// How long answered callers had waited, in whole seconds, rounded down (nearest rank).
public struct WaitFigures: Payload {
  public var p50: Int64 = 0
  public var p90: Int64 = 0
  public var p95: Int64 = 0
  public var max: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("p50", &p50, "Half of them waited at most this long.")
    fields.required("p90", &p90, "90 % of them waited at most this long.")
    fields.required("p95", &p95, "95 % of them waited at most this long.")
    fields.required("max", &max, "The longest wait.")
  }
}
