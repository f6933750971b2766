-- what was added to windows later; absent where no window of the time told it

-- sketches as windows have them; texts with spaces between them are the sum
ALTER TABLE zone_rollup ADD COLUMN dwell TEXT;
ALTER TABLE zone_rollup ADD COLUMN waits TEXT;
ALTER TABLE zone_rollup ADD COLUMN served BIGINT;
ALTER TABLE zone_rollup ADD COLUMN abandoned BIGINT;

CREATE TABLE flow_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  camera_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  flows TEXT NOT NULL,            -- 'from>to:count', spaces between them; no name is outside the picture
  PRIMARY KEY (tenant_id, store_id, grain, start, camera_id)
) ${clustered};

CREATE TABLE heat_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  camera_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  heat TEXT NOT NULL,             -- 'columns x rows / presence / stationary' without spaces, in tenths of seconds
  PRIMARY KEY (tenant_id, store_id, grain, start, camera_id)
) ${clustered};

-- what the time did to the number of people inside: sums of in minus out from its beginning
CREATE TABLE inside_rollup (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,
  start BIGINT NOT NULL,
  day INTEGER NOT NULL,
  net BIGINT NOT NULL,            -- at its end
  low BIGINT NOT NULL,            -- at the lowest
  high BIGINT NOT NULL,           -- at the highest
  rise BIGINT NOT NULL,           -- the most above the lowest before
  PRIMARY KEY (tenant_id, store_id, grain, start)
) ${clustered};

-- the last days are summed up again, so that today's number of people inside is of the whole day
INSERT INTO dirty (tenant_id, store_id, hour, mark)
SELECT DISTINCT tenant_id, store_id, start - start % 3600000, 0 FROM camera_rollup
WHERE grain = 1 AND start >= (SELECT max(start) FROM camera_rollup) - 172800000;

-- what tills rang up, as other programs tell; of an hour or a day of the store's clocks
CREATE TABLE sales (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL,
  grain SMALLINT NOT NULL,        -- 1 an hour, 2 a day
  start BIGINT NOT NULL,
  day INTEGER NOT NULL,
  transactions BIGINT NOT NULL,
  revenue DOUBLE PRECISION,       -- in the store's currency; absent when it was not told
  PRIMARY KEY (tenant_id, store_id, grain, start)
) ${clustered};
