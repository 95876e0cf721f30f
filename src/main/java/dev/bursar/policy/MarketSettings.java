package dev.bursar.policy;

import java.time.Period;
import java.time.ZoneId;

/** What holds for the whole market. */
record MarketSettings(int version, String name, ZoneId zone, Period grace, Period patience) {}
