import ContactCenter
import EventCodec
import Foundation
import TestSupport
import Testing

@Suite("Rows in the store")
struct RowCodecTests {
  @Test("every row of every projection comes back as it was", arguments: UInt64(1)...20)
  func roundTrip(seed: UInt64) {
    var check = RowCheck(seed: seed)
    visit(QueuesProjection(calendar: .utc), &check)
    visit(AgentsProjection(calendar: .utc), &check)
    visit(CallsProjection(calendar: .utc), &check)
    visit(CustomersProjection(calendar: .utc), &check)
    visit(VisitsProjection(calendar: .utc), &check)
    visit(OutcomesProjection(calendar: .utc), &check)
    visit(WorkingTimesProjection(calendar: .utc), &check)
    visit(CasesProjection(calendar: .utc), &check)
    visit(DeadlinesProjection(calendar: .utc), &check)
    visit(CampaignsProjection(calendar: .utc), &check)
    visit(ConductProjection(calendar: .utc), &check)
    visit(KnowledgeProjection(calendar: .utc), &check)
    visit(SkillsProjection(calendar: .utc), &check)
    visit(SecurityProjection(calendar: .utc), &check)
    check.check(AgentDesk.self)
    #expect(check.rowTypes > 5)
  }

  @Test(
    "bytes of another shape are refused",
    arguments: [
      "", "7", "[]", "{", #"{"agent":"a","agent":"b"}"#, #"{"score":1}"#, #"{"agent":7}"#,
      #"{"agent":"a","color":"red"}"#,
    ])
  func refuses(text: String) {
    #expect(throws: CodecFailure.self) {
      try RowCodec.decode(RoutingCandidate.self, from: Array(text.utf8))
    }
  }

  @Test("bounds are not checked: a row is this house's own")
  func trusts() throws {
    let candidate = RoutingCandidate { $0.agent = AgentID("") }
    let bytes = RowCodec.encode(candidate)
    #expect(try RowCodec.decode(RoutingCandidate.self, from: bytes) == candidate)
  }

  private func visit<P: Projection>(_ projection: P, _ check: inout RowCheck) {
    var projection = projection
    projection.forEachTable(&check)
  }
}

private struct RowCheck: TableVisitor {
  typealias Failure = Never
  var generator: SeededGenerator
  var rowTypes = 0
  let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    generator = SeededGenerator(seed: seed)
  }

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) {
    check(Row.self)
  }

  mutating func check<Row: Payload>(_ type: Row.Type) {
    rowTypes += 1
    var filler = PayloadFiller(generator)
    var row = Row()
    row.describe(&filler)
    generator = filler.generator
    do {
      // Fields that follow from others take their value in the first pass.
      let first = RowCodec.encode(row)
      let settled = try RowCodec.decode(type, from: first)
      let second = RowCodec.encode(settled)
      #expect(try RowCodec.decode(type, from: second) == settled, "seed \(seed): \(type)")
      #expect(
        RowCodec.encode(try RowCodec.decode(type, from: second)) == second, "seed \(seed): \(type)")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(second)) }
    } catch {
      Issue.record("seed \(seed): \(type): \(error)")
    }
  }
}
