package dev.bursar.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The same rows the way a textbook has it: a paging reader of 100, chunks of 100, a JdbcBatchItemWriter for each table, one
 * thread, no rewriting of batches. It knows this market's one rate by heart and does not care about reruns.
 */
final class CreditTextbook {

    private static final int PAGE = 100;
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private final DataSource database;
    private final JobRepository repository;
    private final JobOperator operator;
    private final PlatformTransactionManager transactions;

    CreditTextbook(
            DataSource database,
            JobRepository repository,
            JobOperator operator,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.repository = repository;
        this.operator = operator;
        this.transactions = transactions;
    }

    private record Credit(
            long order, long member, long units, LocalDateTime completedAt, LocalDate day, String lineUnits) {}

    void run() {
        Step step = new StepBuilder("textbook", repository)
                .<Credit, Credit>chunk(PAGE)
                .transactionManager(transactions)
                .reader(reader())
                .writer(new CompositeItemWriter<>(List.of(
                        writer("insert ignore into account (member_id, programme_id) values (:member, 0)"),
                        writer("""
                                insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining,
                                  earned_at, available_at, ends_at, funder, origin, policy_version, line_units)
                                values (:member, 0, 'ORDER', :order, 0, :units, :units, :completedAt, :completedAt, null,
                                  'platform', 'PURCHASE', 1, :lineUnits)
                                """),
                        writer("""
                                insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id,
                                  kind, nth, units, effective_at, business_date, run_id, policy_version)
                                values (:member, 0, 'ORDER', :order, 0, 'ORDER', :order, 'EARNED', 0, :units, :completedAt,
                                  :day, 1, 1)
                                """),
                        writer("""
                                insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
                                values ('ORDER', :order, 1, 102, :order, '2026-11-20', 1)
                                """),
                        writer("update shop_order set changed_at = null, judged = true where order_id = :order"))))
                .build();
        Job job = new JobBuilder("textbook", repository).start(step).build();
        try {
            JobExecution execution = operator.start(job, new JobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the textbook's job ended as " + execution);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JdbcPagingItemReader<Credit> reader() {
        try {
            return new JdbcPagingItemReaderBuilder<Credit>()
                    .name("orders")
                    .dataSource(database)
                    .pageSize(PAGE)
                    .selectClause("select o.order_id, o.member_id, o.completed_at, l.paid")
                    .fromClause("from shop_order o join shop_order_line l on l.order_id = o.order_id")
                    .whereClause("where o.status = 'COMPLETED'")
                    .sortKeys(Map.of("o.order_id", Order.ASCENDING))
                    .rowMapper(CreditTextbook::credit)
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Credit credit(ResultSet row, int number) throws SQLException {
        LocalDateTime completedAt = row.getObject("completed_at", LocalDateTime.class);
        long units = row.getLong("paid") / 100;
        return new Credit(
                row.getLong("order_id"),
                row.getLong("member_id"),
                units,
                completedAt,
                completedAt.atZone(ZoneOffset.UTC).withZoneSameInstant(ZONE).toLocalDate(),
                "[[1," + units + "]]");
    }

    private JdbcBatchItemWriter<Credit> writer(String sql) {
        JdbcBatchItemWriter<Credit> writer = new JdbcBatchItemWriterBuilder<Credit>()
                .dataSource(database)
                .sql(sql)
                .beanMapped()
                .assertUpdates(false)
                .build();
        writer.afterPropertiesSet();
        return writer;
    }
}
