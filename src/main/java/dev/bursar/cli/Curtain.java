package dev.bursar.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Output that can be held back for a while. */
final class Curtain extends FilterOutputStream {

    private boolean drawn;

    Curtain(OutputStream behind) {
        super(behind);
    }

    /** @param drawnNow whether what is written from now on is dropped */
    void draw(boolean drawnNow) {
        drawn = drawnNow;
    }

    @Override
    public void write(int letter) throws IOException {
        if (!drawn) {
            out.write(letter);
        }
    }

    @Override
    public void write(byte[] letters, int from, int length) throws IOException {
        if (!drawn) {
            out.write(letters, from, length);
        }
    }
}
