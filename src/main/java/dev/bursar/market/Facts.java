package dev.bursar.market;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rows go. */
interface Facts {

    /**
     * A row begins; its cells follow, and then {@link #end}.
     *
     * @param delivery its number
     * @param damage   what spoils it, if anything; always {@link Poison#unreadable}
     * @return null if such a row has no place there
     */
    @Nullable
    Row begin(Kind kind, int delivery, Optional<Poison> damage) throws IOException;

    void end() throws IOException;
}
