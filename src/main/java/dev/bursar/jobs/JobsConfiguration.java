package dev.bursar.jobs;

import dev.bursar.batch.Locks;
import dev.bursar.batch.PartitionedSteps;
import dev.bursar.batch.PurgeHistoryStep;
import dev.bursar.batch.Recovery;
import dev.bursar.batch.StopRequestStore;
import dev.bursar.batch.StopSignal;
import dev.bursar.batch.StoppableJdbc;
import dev.bursar.coupons.CouponsVerifier;
import dev.bursar.coupons.FollowCouponsStep;
import dev.bursar.earning.CreditOrdersStep;
import dev.bursar.earning.OrderFactsReader;
import dev.bursar.earning.RewardFactsReader;
import dev.bursar.earning.RewardStep;
import dev.bursar.lapse.CheckLapseStep;
import dev.bursar.lapse.LapseStep;
import dev.bursar.lapse.NoticeFactsReader;
import dev.bursar.lapse.NoticeStore;
import dev.bursar.ledger.ActivityStore;
import dev.bursar.ledger.DecisionStore;
import dev.bursar.ledger.DisputeStore;
import dev.bursar.ledger.FeedStore;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.TakeBackStore;
import dev.bursar.policy.Policy;
import dev.bursar.refunds.RefundFactsReader;
import dev.bursar.refunds.SettleRefundsStep;
import dev.bursar.spending.RedemptionFactsReader;
import dev.bursar.spending.SettleAccountsStep;
import dev.bursar.spending.SpendingStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * All that runs jobs, on a data source, a policy, a clock and a stop signal that whoever starts the context brings along. Job
 * metadata and books share one transaction manager: a step's row is the fence that a dead process's late chunk runs into.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    BatchAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class
})
public class JobsConfiguration {

    /** Larger chunks measured no faster and hold their locks for longer. */
    private static final int CHUNK = 5_000;

    /** How many accounts a lapse step looks at in one transaction. */
    private static final int ACCOUNTS = 1_000;

    @Bean
    Locks locks(JdbcTemplate jdbc, Clock clock, StopSignal stop) {
        return new Locks(jdbc, clock, stop);
    }

    @Bean
    Poster poster(JdbcTemplate jdbc) {
        return new Poster(
                jdbc,
                List.of(
                        new SpendingStore(jdbc),
                        new TakeBackStore(jdbc),
                        new DecisionStore(jdbc),
                        new DisputeStore(jdbc),
                        new ActivityStore(jdbc),
                        new NoticeStore(jdbc)));
    }

    @Bean
    CreditOrdersStep creditOrders(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return new CreditOrdersStep(jdbc, poster, policy, clock, chunkSize);
    }

    @Bean
    RewardStep<?> creditReviews(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return RewardStep.reviews(jdbc, poster, policy, clock, chunkSize);
    }

    @Bean
    RewardStep<?> creditActivities(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return RewardStep.activities(jdbc, poster, policy, clock, chunkSize);
    }

    @Bean
    SettleAccountsStep settleAccounts(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return new SettleAccountsStep(jdbc, poster, policy, clock, chunkSize);
    }

    @Bean
    SettleRefundsStep settleRefunds(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return new SettleRefundsStep(jdbc, poster, policy, clock, chunkSize);
    }

    @Bean
    FollowCouponsStep followCoupons(
            JdbcTemplate jdbc, Policy policy, Clock clock, @Value("${bursar.chunk:" + CHUNK + "}") int chunkSize) {
        return new FollowCouponsStep(jdbc, policy, clock, chunkSize);
    }

    @Bean
    CheckLapseStep checkLapse(JdbcTemplate jdbc, Policy policy) {
        return new CheckLapseStep(jdbc, policy);
    }

    @Bean
    LapseStep expireCoins(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.accounts:" + ACCOUNTS + "}") int accounts) {
        return LapseStep.ofCoins(jdbc, poster, policy, clock, accounts);
    }

    @Bean
    LapseStep expirePoints(
            JdbcTemplate jdbc,
            Poster poster,
            Policy policy,
            Clock clock,
            @Value("${bursar.accounts:" + ACCOUNTS + "}") int accounts) {
        return LapseStep.ofPoints(jdbc, poster, policy, clock, accounts);
    }

    @Bean
    Verification verification(
            DataSource database, PlatformTransactionManager transactions, Policy policy, StopSignal stop) {
        JdbcTemplate jdbc = new StoppableJdbc(database, stop);
        return new Verification(
                jdbc,
                transactions,
                policy.zone(),
                () -> List.of(
                        new OrderFactsReader(jdbc, policy),
                        RewardFactsReader.reviews(jdbc, policy),
                        RewardFactsReader.activities(jdbc, policy),
                        new RedemptionFactsReader(jdbc, policy),
                        new RefundFactsReader(jdbc, policy),
                        new NoticeFactsReader(jdbc)),
                new CouponsVerifier(jdbc, policy));
    }

    @Bean
    Steps steps(
            JdbcTemplate jdbc,
            JobRepository repository,
            PlatformTransactionManager transactions,
            StopSignal stop,
            CreditOrdersStep creditOrders,
            @Qualifier("creditReviews") RewardStep<?> creditReviews,
            @Qualifier("creditActivities") RewardStep<?> creditActivities,
            SettleAccountsStep settleAccounts,
            SettleRefundsStep settleRefunds,
            FollowCouponsStep followCoupons,
            CheckLapseStep checkLapse,
            @Qualifier("expireCoins") LapseStep expireCoins,
            @Qualifier("expirePoints") LapseStep expirePoints,
            Clock clock,
            @Value("${bursar.threads:2}") int threads,
            @Value("${bursar.keep-days:90}") int keepDays) {
        return new Steps(
                repository,
                new PartitionedSteps(repository, transactions, stop, threads),
                Map.of(
                        CreditOrdersStep.NAME,
                        creditOrders,
                        RewardStep.REVIEWS,
                        creditReviews,
                        RewardStep.ACTIVITIES,
                        creditActivities,
                        SettleAccountsStep.NAME,
                        new Settling(settleAccounts, settleRefunds).work(),
                        FollowCouponsStep.NAME,
                        followCoupons,
                        CheckLapseStep.NAME,
                        checkLapse,
                        LapseStep.COINS,
                        expireCoins,
                        LapseStep.POINTS,
                        expirePoints,
                        PurgeHistoryStep.NAME,
                        new PurgeHistoryStep(jdbc, clock, Duration.ofDays(keepDays))),
                new FeedStore(jdbc, transactions));
    }

    @Bean
    Rehearsal rehearsal(
            PlatformTransactionManager transactions,
            CreditOrdersStep creditOrders,
            @Qualifier("creditReviews") RewardStep<?> creditReviews,
            @Qualifier("creditActivities") RewardStep<?> creditActivities,
            SettleAccountsStep settleAccounts,
            SettleRefundsStep settleRefunds,
            FollowCouponsStep followCoupons,
            @Qualifier("expireCoins") LapseStep expireCoins,
            @Qualifier("expirePoints") LapseStep expirePoints,
            StopSignal stop) {
        Settling settling = new Settling(settleAccounts, settleRefunds);
        return new Rehearsal(
                transactions,
                Map.of(
                        CreditOrdersStep.NAME,
                        new Rehearsal.Rehearsed(creditOrders, creditOrders::rehearse),
                        RewardStep.REVIEWS,
                        new Rehearsal.Rehearsed(creditReviews, creditReviews::rehearse),
                        RewardStep.ACTIVITIES,
                        new Rehearsal.Rehearsed(creditActivities, creditActivities::rehearse),
                        SettleAccountsStep.NAME,
                        new Rehearsal.Rehearsed(settling.work(), settling::rehearse),
                        FollowCouponsStep.NAME,
                        new Rehearsal.Rehearsed(followCoupons, followCoupons::rehearse),
                        LapseStep.COINS,
                        new Rehearsal.Rehearsed(expireCoins, expireCoins::rehearse),
                        LapseStep.POINTS,
                        new Rehearsal.Rehearsed(expirePoints, expirePoints::rehearse)),
                stop);
    }

    @Bean
    JobRunner jobRunner(
            JobRepository repository,
            JobOperator operator,
            Steps steps,
            Locks locks,
            Clock clock,
            StopSignal stop,
            JdbcTemplate jdbc) {
        return new JobRunner(
                repository, operator, steps, locks, new Recovery(repository, clock), stop, new StopRequestStore(jdbc));
    }
}
