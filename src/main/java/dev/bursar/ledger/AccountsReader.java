package dev.bursar.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks at accounts without locking them: for what is shown, never for what is posted. */
public final class AccountsReader {

    private final AccountStore accounts;

    public AccountsReader(JdbcTemplate jdbc) {
        this.accounts = new AccountStore(jdbc);
    }

    /** The accounts' states; one that does not exist yet is as it would be opened. */
    public Map<AccountKey, AccountState> of(Collection<AccountKey> keys) {
        Map<AccountKey, AccountState> there = accounts.ofMembers(
                keys.stream().map(AccountKey::memberId).distinct().sorted().toList());
        Map<AccountKey, AccountState> states = new TreeMap<>();
        keys.forEach(key -> states.put(key, there.getOrDefault(key, AccountState.NEW)));
        return states;
    }
}
