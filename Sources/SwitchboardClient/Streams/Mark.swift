/// The members of a mark's data that readers use; 0 and empty where they are not there.
struct Mark {
  let head: UInt64
  let time: String
  let status: Int
  let reason: String

  init(_ data: [UInt8]) {
    let members = JSONSlices.members(of: data[...]) ?? []
    func value(_ name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.value }
    head = value("head").flatMap(JSONSlices.integer) ?? 0
    time = value("time").flatMap(JSONSlices.string) ?? ""
    reason = value("reason").flatMap(JSONSlices.string) ?? ""
    status = Int(value("status").flatMap(JSONSlices.integer) ?? 500)
  }
}
