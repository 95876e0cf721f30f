package dev.bursar.shop;

import dev.bursar.batch.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Takes a file in, a chunk in a transaction. The execution context alone says where the next chunk begins: after a
 * rollback it has not moved, and reading is taken up there again. Stops between two chunks when it is asked to.
 */
final class ImportTasklet implements Tasklet, ItemStream {
    private final ImportFile file;
    private final Kind kind;
    private final RowWriter writer;
    private final RejectsFile rejects;
    private final ImportProgress progress;
    private final StopSignal stop;
    private final int chunkSize;
    private @Nullable RowFile reader;

    ImportTasklet(
            ImportFile file,
            Kind kind,
            DataSource dataSource,
            ImportProgress progress,
            StopSignal stop,
            int chunkSize) {
        this.file = file;
        this.kind = kind;
        this.writer = new RowWriter(dataSource, kind);
        this.rejects = new RejectsFile(file.rejects(), file.columns());
        this.progress = progress;
        this.stop = stop;
        this.chunkSize = chunkSize;
    }

    @Override
    public void open(ExecutionContext context) {
        try {
            if (!rejects.resume(Position.of(context).rejects())) {
                Position.START.keepIn(context);
                rejects.resume(0);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Rejected rows of " + file.path() + " go to " + file.rejects() + ", which cannot be written: "
                            + failed.getMessage(),
                    failed);
        }
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) throws IOException {
        StepExecution execution = contribution.getStepExecution();
        if (stop.requested().isPresent()) {
            execution.setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        ExecutionContext context = execution.getExecutionContext();
        Position from = Position.of(context);
        progress.lines(file, from.lines(), file.lines());
        RowFile.Chunk chunk = readerAt(from).next(chunkSize);
        if (chunk.size() == 0) {
            rejects.publish(from.rejects());
            return RepeatStatus.FINISHED;
        }
        writer.write(chunk.rows());
        long rejectsLength = rejects.append(from.rejects(), chunk.rejected());
        // From here on nothing may fail: what follows is taken back only where the commit fails.
        new Position(
                        chunk.offset(),
                        chunk.lines(),
                        from.rows() + chunk.size(),
                        from.rejected() + chunk.rejected().size(),
                        rejectsLength)
                .keepIn(context);
        contribution.incrementWriteCount(chunk.rows().size());
        contribution.incrementReadSkipCount(chunk.rejected().size());
        return RepeatStatus.CONTINUABLE;
    }

    private RowFile readerAt(Position position) throws IOException {
        RowFile open = reader;
        if (open != null && open.standsAt(position)) {
            return open;
        }
        close();
        RowFile opened = RowFile.open(file, kind, position);
        reader = opened;
        return opened;
    }

    @Override
    public void close() {
        RowFile open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
