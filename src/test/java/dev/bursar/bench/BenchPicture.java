package dev.bursar.bench;

import dev.bursar.bench.BenchReport.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Facts a second by size, as SVG: a group of bars for each size, a bar for each way. */
final class BenchPicture {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int BOTTOM = 70;
    private static final int TOP = 80;
    private static final List<String> COLOURS = List.of("#9aa5b1", "#1f6feb", "#7cb0ff", "#d97706");

    private BenchPicture() {}

    static String of(List<Line> lines) {
        List<String> groups = lines.stream().map(BenchPicture::group).distinct().toList();
        List<String> ways = lines.stream().map(Line::way).distinct().toList();
        double most = lines.stream()
                .map(line -> line.measured().rowsPerSecond())
                .max(Comparator.naturalOrder())
                .orElse(1.0);
        double step = Math.pow(10, Math.floor(Math.log10(most)));
        step = most / step < 2 ? step / 5 : most / step < 5 ? step / 2 : step;
        double top = Math.ceil(most / step) * step;
        List<String> svg = new ArrayList<>();
        svg.add(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">")
                .formatted(WIDTH, HEIGHT));
        svg.add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, HEIGHT));
        svg.add(text(
                LEFT,
                24,
                "start",
                "%s: facts a second, by size (more is better)"
                        .formatted(String.join(
                                ", ", lines.stream().map(Line::step).distinct().toList()))));
        for (int way = 0; way < ways.size(); way++) {
            int x = LEFT + (way % 2) * 340;
            int y = 40 + (way / 2) * 18;
            svg.add("<rect x=\"%d\" y=\"%d\" width=\"11\" height=\"11\" fill=\"%s\"/>"
                    .formatted(x, y - 4, COLOURS.get(way % COLOURS.size())));
            svg.add(text(x + 17, y + 6, "start", ways.get(way)));
        }
        for (double value = 0; value <= top + step / 2; value += step) {
            double y = y(value, top);
            svg.add(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#d0d7de\"/>",
                    LEFT,
                    y,
                    WIDTH - 10,
                    y));
            svg.add(text(LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%,.0f", value)));
        }
        double room = (WIDTH - 10.0 - LEFT) / groups.size();
        double bar = room * 0.8 / ways.size();
        for (Line line : lines) {
            double x = LEFT + room * groups.indexOf(group(line)) + room * 0.1 + bar * ways.indexOf(line.way());
            double y = y(line.measured().rowsPerSecond(), top);
            svg.add(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                    x,
                    y,
                    bar - 3,
                    HEIGHT - BOTTOM - y,
                    COLOURS.get(ways.indexOf(line.way()) % COLOURS.size())));
            svg.add("<g font-size=\"11\">"
                    + text(
                            x + bar / 2 - 1,
                            y - 4,
                            "middle",
                            String.format(Locale.ROOT, "%,.0f", line.measured().rowsPerSecond()))
                    + "</g>");
        }
        for (int group = 0; group < groups.size(); group++) {
            String[] words = groups.get(group).split("\n", 2);
            for (int word = 0; word < words.length; word++) {
                svg.add(text(LEFT + room * (group + 0.5), HEIGHT - BOTTOM + 20 + 17 * word, "middle", words[word]));
            }
        }
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    private static String group(Line line) {
        return String.format(
                        Locale.ROOT,
                        "%,d %s",
                        line.size(),
                        line.step().equals(SettleBenchmark.STEP)
                                ? "redemptions"
                                : line.step().substring(line.step().indexOf('-') + 1))
                + (line.oldLots() == 0 ? "" : String.format(Locale.ROOT, "%non top of %,d lots", line.oldLots()));
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#24292f\">%s</text>",
                x,
                y,
                anchor,
                words);
    }
}
