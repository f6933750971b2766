-- when a camera first and last saw anything
CREATE INDEX camera_rollup_camera ON camera_rollup (camera_id, grain, start);

-- when a token goes out of force by itself; the highest number there is for never
ALTER TABLE api_token ADD COLUMN expires BIGINT NOT NULL DEFAULT 9223372036854775807;
