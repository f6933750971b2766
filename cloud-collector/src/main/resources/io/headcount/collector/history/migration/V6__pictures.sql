-- what heat is shown over: a store's floor plan, or what a camera looks at when nobody is there
CREATE TABLE picture (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL REFERENCES store (id),
  camera_id INTEGER NOT NULL,     -- 0 for the store's plan
  width INTEGER NOT NULL,         -- dots
  height INTEGER NOT NULL,
  put_at BIGINT NOT NULL,
  jpeg ${bytes} NOT NULL,
  PRIMARY KEY (tenant_id, store_id, camera_id)
);

-- where on its store's plan the corners of a camera's picture are
CREATE TABLE camera_place (
  tenant_id INTEGER NOT NULL,
  store_id INTEGER NOT NULL REFERENCES store (id),
  camera_id INTEGER NOT NULL REFERENCES camera (id),
  corners TEXT NOT NULL,          -- 'x,y x,y x,y x,y' in shares of the plan; from its top left clockwise
  PRIMARY KEY (tenant_id, store_id, camera_id)
) ${clustered};
