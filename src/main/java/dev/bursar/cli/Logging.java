package dev.bursar.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Logs go to standard error: warnings for a person at a terminal, ECS JSON for whatever collects them elsewhere. */
final class Logging {

    private Logging() {}

    /** @param debug all there is to say, with stack traces */
    static void configure(boolean terminal, boolean debug, String version) {
        // Or Spring Boot would configure it anew when a context starts.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logback);
        appender.setTarget("System.err");
        appender.setEncoder(terminal ? readable(logback, debug) : structured(logback, debug, version));
        if (!debug) {
            ShortRecords.Once once = new ShortRecords.Once();
            once.start();
            appender.addFilter(once);
        }
        appender.start();
        logback.getLogger("ROOT").addAppender(appender);
        logback.getLogger("ROOT").setLevel(debug ? Level.INFO : Level.WARN);
        logback.getLogger("dev.bursar").setLevel(debug ? Level.DEBUG : terminal ? Level.WARN : Level.INFO);
        // Batch logs the stack trace of each failure, which the failed command tells in a sentence.
        if (terminal && !debug) {
            logback.getLogger("org.springframework.batch").setLevel(Level.OFF);
            logback.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        }
    }

    private static Encoder<ILoggingEvent> readable(LoggerContext logback, boolean debug) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logback);
        encoder.setPattern(debug ? "%d{HH:mm:ss.SSS,UTC} %-5level %logger{30}: %msg%n" : "%-5level %msg%n%nopex");
        encoder.start();
        return encoder;
    }

    static Encoder<ILoggingEvent> structured(LoggerContext logback, boolean debug, String version) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "bursar",
                        Map.of(
                                "logging.structured.ecs.service.name",
                                "bursar",
                                "logging.structured.ecs.service.version",
                                version)));
        logback.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = debug ? new StructuredLogEncoder() : new ShortRecords();
        encoder.setContext(logback);
        encoder.setFormat("ecs");
        encoder.start();
        return encoder;
    }
}
