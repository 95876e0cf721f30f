package dev.bursar.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that was probably meant. */
public final class Suggestion {

    private static final int FARTHEST = 3;

    private Suggestion() {}

    /** {@code "; did you mean `rate`?"}, or nothing where no known word is near. */
    public static String of(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= reach(candidate))
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT))))
                .map(nearest -> "; did you mean `" + nearest + "`?")
                .orElse("");
    }

    private static int reach(String candidate) {
        return Math.min(FARTHEST, Math.max(1, candidate.length() / 2));
    }

    /** Letters to change, add or leave out; two neighbours that changed places count as one. */
    private static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : shortest(steps, left, i, right, j);
            }
        }
        return steps[left.length()][right.length()];
    }

    private static int shortest(int[][] steps, String left, int i, String right, int j) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j - 1] + change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
