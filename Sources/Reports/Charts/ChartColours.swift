/// Colours of pictures, in the light and in the dark. Eight hues that people who see few colours tell apart (after Okabe and Ito
/// 2008), each at least 3 to 1 against its ground.
package enum ChartColours {
    package static let light = [
        "#0063a8", "#c24a00", "#00795a", "#a83279", "#8a6d00", "#3b7ea1", "#6a4fb3", "#5c6670",
    ]
    package static let dark = [
        "#5ab0f2", "#ff9a52", "#3fc79f", "#f08ac4", "#e6c229", "#8fd0ee", "#b7a3f5", "#aab4be",
    ]

    /// Rules for the classes that drawings use.
    package static let css: String = {
        var text = "svg.chart{font:12px system-ui,sans-serif}"
        text += lightRules
        text += "@media(prefers-color-scheme:dark){"
        text +=
            rules(dark, ground: "#141a21", ink: "#e8edf2", soft: "#a9b4c0", grid: "#323c47", full: 100, lastInk: 5)
            + "}"
        return text
    }()

    /// The same on paper, which is light.
    package static let lightCSS = "svg.chart{font:12px system-ui,sans-serif}" + lightRules

    private static let lightRules = rules(
        light, ground: "#ffffff", ink: "#1c2530", soft: "#4d5966", grid: "#d9dee4", full: 96, lastInk: 7)

    /// - Parameters:
    ///   - full: percent of the hue in the fullest of the eleven steps of a heat map.
    ///   - lastInk: the last step on which ink reads well; further on black does.
    private static func rules(
        _ hues: [String], ground: String, ink: String, soft: String, grid: String, full: Int,
        lastInk: Int
    ) -> String {
        var text =
            ".ground{fill:\(ground)}.t{fill:\(ink)}.t2{fill:\(soft);font-size:11px}.t3{fill:\(ink);font-weight:600}"
        text += ".grid{stroke:\(grid);stroke-width:1}.axis{stroke:\(soft);stroke-width:1}"
        text += ".whisker{stroke:\(ink);stroke-width:1.5;fill:none}.blank{fill:\(grid);fill-opacity:.45}"
        text += ".dash{stroke-dasharray:5 4}.line{fill:none;stroke-width:2.2;stroke-linejoin:round}"
        for (number, hue) in hues.enumerated() {
            let n = number + 1
            text += ".f\(n){fill:\(hue)}.b\(n){fill:\(hue);fill-opacity:.2}.l\(n){stroke:\(hue)}"
            text += ".k\(n){fill:\(hue);fill-opacity:.42}.k\(n):hover{fill-opacity:.7}"
        }
        for step in 0...10 {
            text += ".h\(step){fill:\(hues[1]);fill-opacity:\(Double(60 + step * (full - 6)) / 1000)}"
            text += ".x\(step){fill:\(step <= lastInk ? ink : "#000");font-size:11px}"
        }
        return text
    }
}
