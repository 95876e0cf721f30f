package dev.bursar.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.bursar.batch.Recovery;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** A record for each failure, with what its deepest cause says in place of stack traces and statements. */
final class ShortRecords extends StructuredLogEncoder {

    /** Lets pass all but what Batch says of a step whose partitions failed: each of them has said why. */
    static final class Once extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean again = event.getThrowableProxy() instanceof ThrowableProxy proxy
                    && proxy.getThrowable() instanceof JobExecutionException failure
                    && String.valueOf(failure.getMessage()).startsWith("Partition handler returned");
            return again ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return super.encode(
                event.getThrowableProxy() instanceof ThrowableProxy proxy ? shortened(event, proxy) : event);
    }

    private static ILoggingEvent shortened(ILoggingEvent event, ThrowableProxy proxy) {
        LoggingEvent copy = new LoggingEvent();
        copy.setInstant(event.getInstant());
        copy.setLevel(event.getLevel());
        copy.setLoggerName(event.getLoggerName());
        copy.setThreadName(event.getThreadName());
        copy.setMDCPropertyMap(event.getMDCPropertyMap());
        copy.setMessage(event.getFormattedMessage() + ": " + Recovery.words(proxy.getThrowable()));
        return copy;
    }
}
