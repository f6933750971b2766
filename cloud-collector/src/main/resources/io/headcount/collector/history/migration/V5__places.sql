-- where the people who run a store put it, and how many it is meant to hold
CREATE TABLE store_place (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL REFERENCES store (id),
  team TEXT NOT NULL,             -- the group of stores that it belongs to; empty when to none
  region TEXT NOT NULL,           -- empty when it is in none
  capacity INTEGER,               -- people at once; absent when nobody said
  PRIMARY KEY (tenant_id, store_id)
) ${clustered};
