-- when a camera first and last saw anything
CREATE INDEX camera_rollup_camera ON camera_rollup (camera_id, grain, start);
