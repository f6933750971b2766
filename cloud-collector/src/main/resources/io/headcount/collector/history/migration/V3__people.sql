-- who may use the pages, as whom they are there, and what was done

CREATE TABLE account (
  id ${identity},
  login TEXT NOT NULL UNIQUE,     -- in small letters; of one tenant, yet no two tenants have the same
  name TEXT NOT NULL,             -- as the person is called
  tenant TEXT NOT NULL,           -- its name: the first admin comes before any box
  role TEXT NOT NULL,
  stores TEXT NOT NULL,           -- names separated by spaces, * for all
  networks TEXT NOT NULL,         -- those that may sign in, separated by spaces; empty for any
  password TEXT,                  -- its hash; absent until it is chosen
  created BIGINT NOT NULL,
  disabled BIGINT,
  signed_in BIGINT                -- the last time
);
CREATE INDEX account_tenant ON account (tenant, login);

-- one at most for each account, gone once it is used
CREATE TABLE invitation (
  account_id INTEGER PRIMARY KEY REFERENCES account (id),
  hash TEXT NOT NULL UNIQUE,      -- of its secret, which is kept nowhere
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);

CREATE TABLE session (
  hash TEXT PRIMARY KEY,          -- of the cookie's secret
  id TEXT NOT NULL UNIQUE,        -- the part that may be shown
  account_id INTEGER NOT NULL REFERENCES account (id),
  created BIGINT NOT NULL,
  used BIGINT NOT NULL,
  address TEXT NOT NULL,          -- from where it was last used
  browser TEXT NOT NULL           -- as it calls itself
);
CREATE INDEX session_account ON session (account_id);

-- only added to; what is old enough goes
CREATE TABLE audit (
  id ${identity},
  at BIGINT NOT NULL,
  tenant TEXT NOT NULL,           -- empty where none is known, such as for a wrong name
  who TEXT NOT NULL,
  address TEXT NOT NULL,          -- from where; empty on the collector's machine
  deed TEXT NOT NULL,
  subject TEXT NOT NULL,          -- to whom or what
  was TEXT NOT NULL,
  became TEXT NOT NULL
);
CREATE INDEX audit_tenant ON audit (tenant, id);
CREATE INDEX audit_at ON audit (at);
