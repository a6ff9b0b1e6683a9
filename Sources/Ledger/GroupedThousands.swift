/// A whole number with its thousands set apart: `-1,234,567`.
public func groupedThousands(_ number: Int64) -> String {
    var text = ""
    for (position, digit) in String(number.magnitude).reversed().enumerated() {
        if position > 0 && position % 3 == 0 { text = "," + text }
        text = String(digit) + text
    }
    return number < 0 ? "-" + text : text
}
