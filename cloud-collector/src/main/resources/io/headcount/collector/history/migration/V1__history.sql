-- The history of all stores, the same for SQLite and PostgreSQL.
--
-- Times are milliseconds since 1970, UTC, unless they say otherwise. Small integers stand for names
-- wherever rows are many. Primary keys of what grows begin with (tenant_id, store_id): a store's
-- rows lie together, and a database that is spread over machines can be spread by store.
--
-- Placeholders: identity (a key that the database counts up), bytes (a column of bytes),
-- clustered (SQLite keeps such a table in its key's order), by_month (PostgreSQL cuts the table at
-- months of start, so that old ones can be dropped whole; a table in its key's order in SQLite).

-- ---- who there is ------------------------------------------------------------------------------

-- which life of this database it is; made anew by a restore
CREATE TABLE generation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  since BIGINT NOT NULL
);

CREATE TABLE tenant (
  id ${identity},
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE store (
  id ${identity},
  tenant_id INTEGER NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  zone TEXT NOT NULL,             -- IANA, of the store's clocks; 'UTC' until a birth says
  simulated BOOLEAN NOT NULL,     -- all its devices are
  UNIQUE (tenant_id, name)
);

CREATE TABLE device (
  id ${identity},
  tenant_id INTEGER NOT NULL REFERENCES tenant (id),
  store_id INTEGER NOT NULL REFERENCES store (id),
  name TEXT NOT NULL,
  simulated BOOLEAN NOT NULL,     -- false stays false
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,      -- when anything last came from it
  online BOOLEAN NOT NULL,        -- as births and deaths tell
  online_since BIGINT,            -- since when it is or is not
  birth_number BIGINT NOT NULL,   -- of the last birth, 0 before the first
  epoch_id INTEGER,               -- of the last birth, or of the first data before any
  birth TEXT,                     -- the last one's JSON
  birth_at BIGINT,
  health TEXT,
  health_at BIGINT,
  reported TEXT,                  -- the last config/reported
  reported_at BIGINT,
  UNIQUE (tenant_id, store_id, name)
);

-- a life of a device's database
CREATE TABLE epoch (
  id ${identity},
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL REFERENCES device (id),
  name TEXT NOT NULL,
  first_seen BIGINT NOT NULL,
  UNIQUE (device_id, name)
);

-- a camera belongs to its box: two boxes of one store may both have an 'entrance'
CREATE TABLE camera (
  id ${identity},
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL REFERENCES device (id),
  name TEXT NOT NULL,
  UNIQUE (device_id, name)
);

CREATE TABLE counter (
  id ${identity},
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  camera_id INTEGER NOT NULL REFERENCES camera (id),
  kind SMALLINT NOT NULL,         -- 1 line, 2 zone
  name TEXT NOT NULL,
  type TEXT NOT NULL,             -- a line's policy, a zone's type; the last one heard
  UNIQUE (camera_id, kind, name)
);
CREATE INDEX counter_store ON counter (tenant_id, store_id);

-- ---- what was received -------------------------------------------------------------------------
-- stream: 1 windows, 2 crossings, 3 visits

-- numbers that are stored for good; one row for each unbroken range
CREATE TABLE island (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  stream SMALLINT NOT NULL,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, stream, from_seq)
) ${clustered};

-- numbers that will never hold a record; they are in islands too
CREATE TABLE tombstone (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  stream SMALLINT NOT NULL,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  reason TEXT NOT NULL,           -- coarsened, evicted, expired, damaged
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, stream, from_seq)
) ${clustered};

-- the base of every number: windows as they were sent. Named by camera, recorded, part and minutes;
-- epoch and number come last because a box may put the rest of one span together twice
CREATE TABLE minute (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  start BIGINT NOT NULL,          -- true time: recorded plus what clock fixes say
  camera_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  recorded BIGINT NOT NULL,       -- the start that the window itself says
  minutes SMALLINT NOT NULL,      -- how many it spans: 1, or more when it is coarse
  epoch_id INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  device_id INTEGER NOT NULL,
  coverage DOUBLE PRECISION NOT NULL, -- share of its minutes that was observed
  received BIGINT NOT NULL,
  hash BIGINT NOT NULL,           -- first 64 bits of SHA-256 of the body in UTF-8
  body TEXT NOT NULL,             -- JSON of the CountWindow, or of the CoarseWindow
  PRIMARY KEY (tenant_id, store_id, start, camera_id, part, recorded, minutes, epoch_id, seq)
) ${by_month};

CREATE TABLE event (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  stream SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,             -- when a line was met or a zone was left
  camera_id INTEGER NOT NULL,
  counter_id INTEGER NOT NULL,
  hash BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, stream, seq)
) ${clustered};
CREATE INDEX event_at ON event (tenant_id, store_id, at);

-- times of an epoch's windows with these numbers are shifted; the highest seq that speaks for a
-- number holds
CREATE TABLE clock_fix (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  seq BIGINT NOT NULL,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  onward BOOLEAN NOT NULL,
  shift_ms BIGINT NOT NULL,
  received BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, seq)
) ${clustered};

-- about which numbers each day's windows have, so that a clock fix finds its windows
CREATE TABLE seq_day (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  day INTEGER NOT NULL,           -- UTC, as recorded, days since 1970
  from_seq BIGINT NOT NULL,       -- not above the lowest
  to_seq BIGINT NOT NULL,         -- not below the highest
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, day)
) ${clustered};

-- ---- rollups -----------------------------------------------------------------------------------
-- grain: 1 an hour, 2 a day, both of the store's own clocks; start is the instant that it begins
-- at, day the store's date as days since 1970. Weeks and months are sums of days. A window belongs
-- to the hour that it begins in.

CREATE TABLE line_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  counter_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  ins BIGINT NOT NULL,
  outs BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, grain, start, counter_id)
) ${clustered};

CREATE TABLE zone_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  counter_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  visits BIGINT NOT NULL,
  pass_bys BIGINT NOT NULL,
  dwell_ms BIGINT NOT NULL,       -- of the visits, together
  person_ms BIGINT NOT NULL,      -- people times observed time: mean occupancy = person_ms / observed_ms
  observed_ms BIGINT NOT NULL,
  peak INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, store_id, grain, start, counter_id)
) ${clustered};

CREATE TABLE camera_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  camera_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  observed_ms BIGINT NOT NULL,    -- really observed
  span_ms BIGINT NOT NULL,        -- that windows speak for; never more than passed
  frames BIGINT NOT NULL,
  windows BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, grain, start, camera_id)
) ${clustered};

-- UTC hours whose windows changed since they were rolled up; each ingest adds its own marks
CREATE TABLE dirty (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  hour BIGINT NOT NULL,
  mark BIGINT NOT NULL,           -- random, one for each transaction
  PRIMARY KEY (tenant_id, store_id, hour, mark)
) ${clustered};
CREATE INDEX dirty_hour ON dirty (hour);

-- minutes, hours and events before this moment may have been deleted already
CREATE TABLE retained (
  what TEXT PRIMARY KEY,          -- minute, hour, event
  since BIGINT NOT NULL
);

-- ---- what could not be taken in ----------------------------------------------------------------

-- records that say something else than what is stored under their name, or nothing that is valid
CREATE TABLE quarantine (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  epoch_id INTEGER NOT NULL,
  stream SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  hash BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant_id, store_id, device_id, epoch_id, stream, seq, hash)
) ${clustered};
CREATE INDEX quarantine_at ON quarantine (at);

-- messages that no device's history has a place for
CREATE TABLE dead_letter (
  hash BIGINT PRIMARY KEY,        -- of topic and payload: a message sent again is counted, not kept again
  topic TEXT NOT NULL,
  reason TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  times BIGINT NOT NULL,
  bytes INTEGER NOT NULL,         -- its length; the payload is cut where it is long
  payload ${bytes} NOT NULL
);
CREATE INDEX dead_letter_at ON dead_letter (last_at);

-- how many rows of a bounded table went to make room
CREATE TABLE dropped (
  what TEXT PRIMARY KEY,          -- quarantine, dead_letter
  number BIGINT NOT NULL
);

-- ---- access and commands -----------------------------------------------------------------------

CREATE TABLE api_token (
  id TEXT PRIMARY KEY,            -- the part of the token that may be shown
  name TEXT NOT NULL,
  hash TEXT NOT NULL,             -- SHA-256 of the secret part, in hex
  scopes TEXT NOT NULL,           -- separated by spaces
  created BIGINT NOT NULL,
  last_used BIGINT,
  revoked BIGINT
);

CREATE TABLE device_credential (
  username TEXT PRIMARY KEY,      -- tenant/store/device
  salt ${bytes} NOT NULL,
  hash ${bytes} NOT NULL,
  iterations INTEGER NOT NULL,
  created BIGINT NOT NULL,
  revoked BIGINT
);

CREATE TABLE desired_config (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  serial BIGINT NOT NULL,         -- the highest is desired
  issued BIGINT NOT NULL,
  text TEXT NOT NULL,             -- the configuration
  message TEXT NOT NULL,          -- as it is published, signed
  state TEXT,                     -- trial, applied, rejected, rolled_back; absent until reported
  reasons TEXT,
  reported_at BIGINT,
  PRIMARY KEY (tenant_id, store_id, device_id, serial)
) ${clustered};

CREATE TABLE command (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  serial BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  issued BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  message TEXT NOT NULL,          -- as it is published, signed
  sent BIGINT,
  outcome TEXT,                   -- done, refused, failed; absent until replied
  detail TEXT,
  replied_at BIGINT,
  PRIMARY KEY (tenant_id, store_id, device_id, serial)
) ${clustered};
