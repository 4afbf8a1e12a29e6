import ContactCenter
import TestSupport
import Testing

@Suite("Who may take what")
struct QualificationsTests {
  private let sales = QueueID("sales")
  private let anna = AgentID("anna")
  private let date = Timestamp(milliseconds: 1_800_000_000_000)

  private func held(_ skill: String, _ level: Int64, until date: Timestamp? = nil) -> HeldSkill {
    HeldSkill {
      $0.skill = Code(skill)
      $0.level = level
      $0.certifiedUntil = date
    }
  }

  private func need(_ skill: String, _ level: Int64) -> SkillRequirement {
    SkillRequirement {
      $0.skill = Code(skill)
      $0.level = level
    }
  }

  @Test("a queue that needs nothing takes anybody; another only who has all of it at its level")
  func levels() {
    var who = Qualifications()
    #expect(who.mayTake(sales, anna, at: date))
    who.require([need("german", 2), need("contracts", 1)], in: sales)
    #expect(!who.mayTake(sales, anna, at: date))
    who.set(held("german", 1), of: anna)
    who.set(held("contracts", 4), of: anna)
    #expect(!who.mayTake(sales, anna, at: date))
    who.set(held("german", 2), of: anna)
    #expect(who.mayTake(sales, anna, at: date))
    #expect(who.fit(sales, anna, at: date) == 6)
    who.remove(Code("contracts"), of: anna)
    #expect(!who.mayTake(sales, anna, at: date))
    #expect(who.fit(sales, anna, at: date) == nil)
    who.require([], in: sales)
    #expect(who.mayTake(sales, anna, at: date))
  }

  @Test("a certificate counts until its date, and not at it")
  func expiry() {
    var who = Qualifications()
    who.require([need("contracts", 1)], in: sales)
    who.set(held("contracts", 1, until: date), of: anna)
    #expect(who.mayTake(sales, anna, at: date.adding(milliseconds: -1)))
    #expect(!who.mayTake(sales, anna, at: date))
    #expect(who.qualification(sales, anna)?.until == date)
    who.set(held("contracts", 1), of: anna)
    #expect(who.mayTake(sales, anna, at: date))
    #expect(who.qualification(sales, anna)?.until == nil)
    #expect(who.qualification(sales, anna) != nil)
  }

  @Test("from rows or from events: the same answers, and the view says the same", arguments: 3...8)
  func rows(seed: UInt64) {
    let events = RandomHistory.events(seed: seed, atLeast: 6_000)
    var folded = Qualifications()
    var projection = SkillsProjection(calendar: .utc)
    for event in events {
      folded.apply(event.event, of: event.stream)
      projection.apply(event)
    }
    var store = ProjectionStore()
    store.drain(&projection)
    var restored = Qualifications()
    let skills = store.rows("skills", SkillRow.self)
    for row in skills { restored.set(row.held, of: row.agent) }
    let queues = store.rows("queue-skills", QueueSkillsRow.self)
    for row in queues { restored.require(row.needs, in: row.queue) }
    #expect(restored == folded, "seed \(seed)")
    #expect(!skills.isEmpty && !queues.isEmpty, "seed \(seed)")
    let moments = [0, 30, 60, 90].map {
      Timestamp(milliseconds: 1_760_000_000_000 + $0 * 86_400_000)
    }
    for row in queues {
      for agent in folded.agents {
        let entry = row.agents.first { $0.agent == agent }
        for moment in moments {
          let says = entry.map { entry in entry.until.map { moment < $0 } ?? true } ?? false
          #expect(folded.mayTake(row.queue, agent, at: moment) == says, "seed \(seed)")
        }
      }
    }
    let expiring = store.rows("expiring-skills", SkillRow.self)
    #expect(expiring.count == skills.filter { $0.certifiedUntil != nil }.count, "seed \(seed)")
    let dates = expiring.compactMap(\.certifiedUntil)
    #expect(dates == dates.sorted(), "seed \(seed)")
  }
}
