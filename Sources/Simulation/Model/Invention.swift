/// Invented people and words: nobody of these names or numbers is meant.
enum Invention {
  static let firstNames = [
    "Anna", "Bela", "Carla", "David", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaya",
    "Lena", "Milan", "Nora", "Omar", "Petra", "Quentin", "Rosa", "Samir", "Tilda", "Umut", "Vera",
    "Wanda", "Xenia", "Yusuf", "Zoe",
  ]
  static let lastNames = [
    "Adler", "Brandt", "Cordes", "Demir", "Eriksen", "Fontana", "Gruber", "Haas", "Ivanova",
    "Jansen", "Keller", "Lorenz", "Moreau", "Novak", "Okafor", "Peters", "Quast", "Richter",
    "Sanchez", "Tanaka", "Ullrich", "Vogel", "Weiss", "Yilmaz", "Ziegler",
  ]
  static let notes = [
    "Called twice this week about the same thing.", "Prefers to be called in the evening.",
    "Will send a photograph of the device.", "Asks for a written confirmation.",
    "Was friendly, in a hurry.",
  ]
  static let steps = [
    "Checked the line from here.", "Restarted the device with the customer.",
    "Compared the last three invoices.", "Explained the options and their prices.",
    "Booked a technician.", "Sent a link by mail.",
  ]
  static let comments = [
    "Quick and friendly.", "I had to wait too long.", "She knew at once what was wrong.",
    "I still do not understand my invoice.", "Thank you!",
  ]
  static let complaints = [
    "Nobody called back as promised.", "The invoice was wrong for the third time.",
    "The technician did not come.", "I was put through five times.",
  ]
  static let wishes = ["Shorter waits.", "One number for everything.", "Clearer invoices."]
  static let addresses = ["1 Example Street, 10115 Berlin", "22 Sample Lane, 20095 Hamburg"]
  static let remedies = ["apology", "refund", "voucher"]
  static let dispositions = ["solved", "follow_up", "escalated", "information_given"]

  /// A number out of the block that is set aside for fiction.
  static func number(_ customer: Int) -> String {
    let digits = String(customer % 10_000)
    return "+49 30 23125 " + String(repeating: "0", count: 4 - digits.count) + digits
  }

  static func customerName(_ customer: Int) -> String {
    firstNames[customer * 7 % firstNames.count] + " " + lastNames[customer * 11 % lastNames.count]
  }

  static func agentName(_ agent: Int) -> String {
    firstNames[agent % firstNames.count] + " "
      + lastNames[(agent * 3 + agent / firstNames.count) % lastNames.count]
  }
}
