package dev.bursar.shop;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an import has come to, over all its attempts.
 *
 * @param rows     read, the rejected ones counted
 * @param rejected set aside; above zero: exit 6
 * @param rejects  the file that holds them, if there are any
 */
public record ImportResult(long rows, long rejected, Optional<Path> rejects) {}
