"""One print by Printrun's printcore for bench/send.ts: file and port in; JSON with lines and seconds out."""
import json, logging, sys, time
from printrun import gcoder
from printrun.printcore import printcore

logging.disable(logging.CRITICAL)
path, port = sys.argv[1:3]
lines = [line.strip() for line in open(path)]
core = printcore(port, 250000)
while not core.online:
    time.sleep(0.05)
time.sleep(1)
code = gcoder.LightGCode(lines)
begun, cpu = time.monotonic(), time.process_time()
core.startprint(code)
while core.printing:
    time.sleep(0.002)
seconds = time.monotonic() - begun
print(json.dumps({"state": "done", "lines": len(lines), "seconds": seconds, "cpu": time.process_time() - cpu}))
core.disconnect()
