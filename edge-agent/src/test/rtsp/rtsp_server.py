#!/usr/bin/python3
"""A camera for tests: GStreamer's RTSP server on loopback.

Paths: /h264 and /jpeg are moving pictures, /stream1 is like /h264, /stream2 half as wide and as
high, /sound has no picture, /private has a payload that no decoder knows. It prints the port it listens at, then runs until it is killed.
"""

import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

NEEDED = ("videotestsrc", "x264enc", "rtph264pay", "jpegenc", "rtpjpegpay", "rtpL16pay", "rtpgstpay")


def picture(size, rate):
    width, height = size.split("x")
    return (
        "videotestsrc is-live=true pattern=ball"
        f" ! video/x-raw,format=I420,width={width},height={height},framerate={rate}/1"
    )


def launches(size, rate):
    source = picture(size, rate)
    half = picture("x".join(str(int(side) // 2) for side in size.split("x")), rate)
    h264 = (
        f" ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max={rate}"
        " ! rtph264pay name=pay0 pt=96 config-interval=1"
    )
    return {
        "/h264": source + h264,
        "/stream1": source + h264,
        "/stream2": half + h264,
        "/jpeg": f"{source} ! jpegenc ! rtpjpegpay name=pay0 pt=26",
        "/sound": "audiotestsrc is-live=true ! audioconvert ! rtpL16pay name=pay0 pt=96",
        "/private": f"{source} ! rtpgstpay name=pay0 pt=96",
    }


def role(name):
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", name)
    return token


def guard(server, user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(2)  # GST_RTSP_AUTH_DIGEST
    auth.add_digest(user, password, role("user"))
    server.set_auth(auth)


def permit(factory):
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("user", "media.factory.access", True)
    permissions.add_permission_for_role("user", "media.factory.construct", True)
    factory.set_permissions(permissions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="only say whether all is installed")
    parser.add_argument("--port", default="0", help="0 for a free one")
    parser.add_argument("--size", default="320x240")
    parser.add_argument("--rate", type=int, default=15)
    parser.add_argument("--user")
    parser.add_argument("--password")
    options = parser.parse_args()

    Gst.init(None)
    missing = [name for name in NEEDED if Gst.ElementFactory.find(name) is None]
    if missing:
        sys.exit("rtsp_server.py: no " + ", ".join(missing) + ": run setup.sh")
    if options.check:
        return

    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(options.port)
    if options.user:
        guard(server, options.user, options.password)
    mounts = server.get_mount_points()
    for path, launch in launches(options.size, options.rate).items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(f"( {launch} )")
        factory.set_shared(True)
        if options.user:
            permit(factory)
        mounts.add_factory(path, factory)
    if server.attach(None) == 0:
        sys.exit("rtsp_server.py: port " + options.port + " is taken")
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
