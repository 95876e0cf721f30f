package dev.bursar.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The 64 parts into which members are divided, and the partitions of a step: fixed sets of them. A row's shard follows
 * from its member alone ({@code crc32(coalesce(member_id, order_id)) % 64} in the tables).
 */
public final class Shards {

    public static final int COUNT = 64;

    private Shards() {}

    /** @return the shard of a member, or of a guest's order */
    public static int of(long memberOrOrderId) {
        CRC32 crc = new CRC32();
        crc.update(Long.toString(memberOrOrderId).getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % COUNT);
    }

    /** @return the shards of one of {@code partitions} partitions, ascending */
    public static List<Integer> ofPartition(int partition, int partitions) {
        requireDivisor(partitions);
        return IntStream.range(0, COUNT)
                .filter(shard -> shard % partitions == partition)
                .boxed()
                .toList();
    }

    /** @throws IllegalArgumentException unless 64 can be divided by it */
    public static void requireDivisor(int partitions) {
        if (partitions < 1 || COUNT % partitions != 0) {
            throw new IllegalArgumentException("partitions must be 1, 2, 4, 8, 16, 32 or 64, not " + partitions);
        }
    }
}
