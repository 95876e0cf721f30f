package dev.bursar.shop;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Follows a stream of bytes, says whether it is UTF-8 and counts its lines. */
final class Utf8Check {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer pending;
    private final CharBuffer chars;
    private long lines;
    private boolean afterCarriageReturn;
    private boolean midLine;

    Utf8Check(int bufferSize) {
        pending = ByteBuffer.allocate(bufferSize + 4); // a character may be cut at the end of a buffer
        chars = CharBuffer.allocate(bufferSize + 4);
    }

    /** @return false: what came is not UTF-8, in the line after those counted */
    boolean accept(byte[] bytes, int length) {
        pending.put(bytes, 0, length);
        return decode(false);
    }

    boolean end() {
        return decode(true);
    }

    private boolean decode(boolean last) {
        pending.flip();
        CoderResult result = decoder.decode(pending, chars, last);
        pending.compact();
        chars.flip();
        while (chars.hasRemaining()) {
            count(chars.get());
        }
        chars.clear();
        return !result.isError();
    }

    private void count(char c) {
        if (c == '\n' && afterCarriageReturn) {
            afterCarriageReturn = false;
            return;
        }
        afterCarriageReturn = c == '\r';
        midLine = c != '\n' && c != '\r';
        if (!midLine) {
            lines++;
        }
    }

    /** Complete lines so far. */
    long lineEnds() {
        return lines;
    }

    /** Lines in all, one without an end at the end of the text counted. */
    long lines() {
        return lines + (midLine ? 1 : 0);
    }
}
