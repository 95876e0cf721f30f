-- The database users of Bursar, each with no more than it needs. Run it as an administrator, after `bursar migrate`, and
-- again after each migration that brings a table. Put your schema's name for `bursar`, and create the users before, with
-- passwords of your own:
--
--   create user 'bursar_migrate'@'%' identified by '...';
--
-- Entries are only ever added: nobody but the owner of the tables can change or delete one.

-- bursar migrate: makes and changes tables. Give it this before the first migration.
grant all on `bursar`.* to 'bursar_migrate'@'%';

-- The jobs: import, run, rerun, recover, housekeeping, verify, and all other commands.
grant select on `bursar`.flyway_schema_history to 'bursar_batch'@'%';
grant select on `bursar`.reason to 'bursar_batch'@'%';
grant select on `bursar`.member_spendable to 'bursar_batch'@'%';
grant select on `bursar`.member_feed to 'bursar_batch'@'%';
grant select, insert on `bursar`.entry to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.lot to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.account to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.outcome to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.exception_item to 'bursar_batch'@'%';
grant select, update on `bursar`.books to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.terms_judged to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.spending to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.referral to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.take_back to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.reservation to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.coupon to 'bursar_batch'@'%';
grant select, insert on `bursar`.coupon_event to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.coupon_decision to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.refund_due to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.decision to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.dispute to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.full_refund to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.activity_clock to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.notice_hold to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_member to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_store to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_store_terms to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_order to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_order_line to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_review to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_activity to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_redemption to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_refund to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_refund_line to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_coupon to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_coupon_use to 'bursar_batch'@'%';
grant select, insert, update on `bursar`.shop_notice to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.shedlock to 'bursar_batch'@'%';
grant select, insert, delete on `bursar`.stop_request to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_JOB_INSTANCE to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_JOB_EXECUTION to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_JOB_EXECUTION_PARAMS to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_JOB_EXECUTION_CONTEXT to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_STEP_EXECUTION to 'bursar_batch'@'%';
grant select, insert, update, delete on `bursar`.BATCH_STEP_EXECUTION_CONTEXT to 'bursar_batch'@'%';
grant select, update on `bursar`.BATCH_JOB_INSTANCE_SEQ to 'bursar_batch'@'%';
grant select, update on `bursar`.BATCH_JOB_EXECUTION_SEQ to 'bursar_batch'@'%';
grant select, update on `bursar`.BATCH_STEP_EXECUTION_SEQ to 'bursar_batch'@'%';

-- The shop, where it writes its facts straight into the tables and reads what comes back.
grant select, insert, update on `bursar`.shop_member to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_store to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_store_terms to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_order to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_order_line to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_review to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_activity to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_redemption to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_refund to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_refund_line to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_coupon to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_coupon_use to 'bursar_shop'@'%';
grant select, insert, update on `bursar`.shop_notice to 'bursar_shop'@'%';
grant select on `bursar`.member_spendable to 'bursar_shop'@'%';
grant select on `bursar`.member_feed to 'bursar_shop'@'%';

-- Finance and auditors: the books, and no members' addresses.
grant select on `bursar`.account to 'bursar_report'@'%';
grant select on `bursar`.lot to 'bursar_report'@'%';
grant select on `bursar`.entry to 'bursar_report'@'%';
grant select on `bursar`.outcome to 'bursar_report'@'%';
grant select on `bursar`.exception_item to 'bursar_report'@'%';
grant select on `bursar`.reason to 'bursar_report'@'%';
grant select on `bursar`.books to 'bursar_report'@'%';
grant select on `bursar`.terms_judged to 'bursar_report'@'%';
grant select on `bursar`.spending to 'bursar_report'@'%';
grant select on `bursar`.referral to 'bursar_report'@'%';
grant select on `bursar`.take_back to 'bursar_report'@'%';
grant select on `bursar`.reservation to 'bursar_report'@'%';
grant select on `bursar`.coupon to 'bursar_report'@'%';
grant select on `bursar`.coupon_event to 'bursar_report'@'%';
grant select on `bursar`.coupon_decision to 'bursar_report'@'%';
grant select on `bursar`.activity_clock to 'bursar_report'@'%';
grant select on `bursar`.notice_hold to 'bursar_report'@'%';

-- Operators at their desks: status, jobs, history, show, member, exceptions, policy explain, and stop; nothing that
-- tells who members are. A job is started in the cluster, as bursar_batch.
grant select (member_id) on `bursar`.shop_member to 'bursar_operate'@'%';
grant select on `bursar`.flyway_schema_history to 'bursar_operate'@'%';
grant select on `bursar`.reason to 'bursar_operate'@'%';
grant select on `bursar`.member_spendable to 'bursar_operate'@'%';
grant select on `bursar`.member_feed to 'bursar_operate'@'%';
grant select on `bursar`.entry to 'bursar_operate'@'%';
grant select on `bursar`.lot to 'bursar_operate'@'%';
grant select on `bursar`.account to 'bursar_operate'@'%';
grant select on `bursar`.outcome to 'bursar_operate'@'%';
grant select on `bursar`.exception_item to 'bursar_operate'@'%';
grant select on `bursar`.books to 'bursar_operate'@'%';
grant select on `bursar`.terms_judged to 'bursar_operate'@'%';
grant select on `bursar`.spending to 'bursar_operate'@'%';
grant select on `bursar`.referral to 'bursar_operate'@'%';
grant select on `bursar`.take_back to 'bursar_operate'@'%';
grant select on `bursar`.reservation to 'bursar_operate'@'%';
grant select on `bursar`.coupon to 'bursar_operate'@'%';
grant select on `bursar`.coupon_event to 'bursar_operate'@'%';
grant select on `bursar`.coupon_decision to 'bursar_operate'@'%';
grant select on `bursar`.activity_clock to 'bursar_operate'@'%';
grant select on `bursar`.notice_hold to 'bursar_operate'@'%';
grant select on `bursar`.shop_store to 'bursar_operate'@'%';
grant select on `bursar`.shop_store_terms to 'bursar_operate'@'%';
grant select on `bursar`.shop_order to 'bursar_operate'@'%';
grant select on `bursar`.shop_order_line to 'bursar_operate'@'%';
grant select on `bursar`.shop_review to 'bursar_operate'@'%';
grant select on `bursar`.shop_activity to 'bursar_operate'@'%';
grant select on `bursar`.shop_redemption to 'bursar_operate'@'%';
grant select on `bursar`.shop_refund to 'bursar_operate'@'%';
grant select on `bursar`.shop_refund_line to 'bursar_operate'@'%';
grant select on `bursar`.shop_coupon to 'bursar_operate'@'%';
grant select on `bursar`.shop_coupon_use to 'bursar_operate'@'%';
grant select on `bursar`.shop_notice to 'bursar_operate'@'%';
grant select on `bursar`.shedlock to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_JOB_INSTANCE to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_JOB_EXECUTION to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_JOB_EXECUTION_PARAMS to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_JOB_EXECUTION_CONTEXT to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_STEP_EXECUTION to 'bursar_operate'@'%';
grant select on `bursar`.BATCH_STEP_EXECUTION_CONTEXT to 'bursar_operate'@'%';
grant select, insert on `bursar`.stop_request to 'bursar_operate'@'%';
