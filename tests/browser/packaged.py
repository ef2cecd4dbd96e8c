"""Packages made for the journey of a learner, and a seat before each of them.

`manage.py shell -c "from tests.browser.packaged import plant; plant()"` prints where they are.
"""

import json

from courses.packages import services
from courses.packages.tasks import unpack_package
from members.organisations.models import Provider
from tests.factories.packages import h5p, scorm12, zipped
from tests.standards.packages.seating import addresses_of

# Its storage is used without asking whether the browser has one, as many tools do.
SCO = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Übung</title></head>
<body>
<h1>Übung</h1><p id="place"></p><p id="kept"></p>
<button id="go">Zur Stelle 3</button> <button id="end">Abschließen</button>
<script>let w = window; while (!w.API && w.parent !== w) w = w.parent; const api = w.API;
localStorage.setItem("farbe", "blau");
api.LMSInitialize("");
const say = () => { document.getElementById("place").textContent =
  "Stelle: " + (api.LMSGetValue("cmi.core.lesson_location") || "Anfang"); };
say();
document.getElementById("kept").textContent = "Farbe: " + localStorage.getItem("farbe");
document.getElementById("go").onclick = () => { api.LMSSetValue("cmi.core.lesson_location", "3");
  api.LMSSetValue("cmi.core.exit", "suspend"); say(); };
document.getElementById("end").onclick = () => { api.LMSSetValue("cmi.core.score.raw", "90");
  api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSFinish(""); };
</script></body></html>"""
# What authoring tools make: a button that comes late, a drawn place, things to drag, a question.
SLIDES = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Folien</title><style>
section { display: none; position: relative; height: 300px; } .on { display: block; }
.draggable, .ui-droppable { position: absolute; width: 80px; height: 60px; border: 1px solid; }
.draggable { touch-action: none; cursor: move; }
#spot { width: 90px; height: 40px; cursor: pointer; }
</style></head><body><h1>Folien</h1>
<section class="on"><button id="late" disabled>Weiter</button></section>
<section><div id="spot">Stelle</div></section>
<section><div class="draggable" id="a" style="left: 0; top: 0">A</div>
<div class="draggable" id="b" style="left: 100px; top: 0">B</div>
<div class="ui-droppable" id="to-b" style="left: 0; top: 150px">Ort für B</div>
<div class="ui-droppable" id="to-a" style="left: 100px; top: 150px">Ort für A</div></section>
<section><label><input type="radio" name="q" value="1">Ja</label>
<button id="give">Abgeben</button></section>
<script>let w = window; while (!w.API && w.parent !== w) w = w.parent; const api = w.API;
api.LMSInitialize("");
const slides = [...document.querySelectorAll("section")], at = (id) => document.getElementById(id);
const next = () => { const now = slides.findIndex((one) => one.classList.contains("on"));
  slides[now].classList.remove("on"); slides[now + 1].classList.add("on"); };
setTimeout(() => { at("late").disabled = false; }, 700);
at("late").onclick = at("spot").onclick = next;
let lie = 0;
document.querySelectorAll(".draggable").forEach((one) => {
  const home = [one.style.left, one.style.top]; let from = null;
  one.onpointerdown = (event) => {
    from = [event.clientX - one.offsetLeft, event.clientY - one.offsetTop];
    one.setPointerCapture(event.pointerId); };
  one.onpointermove = (event) => { if (from) { one.style.left = event.clientX - from[0] + "px";
    one.style.top = event.clientY - from[1] + "px"; } };
  one.onpointerup = () => { from = null; const to = at("to-" + one.id);
    const off = [to.offsetLeft - one.offsetLeft, to.offsetTop - one.offsetTop];
    const hit = off.every((length) => Math.abs(length) < 30);
    [one.style.left, one.style.top] = hit ? [to.style.left, to.style.top] : home;
    if (hit && ++lie === 2) next(); };
});
at("give").onclick = () => { if (!document.querySelector(":checked")) return;
  api.LMSSetValue("cmi.core.score.raw", "100"); api.LMSSetValue("cmi.core.lesson_status", "passed");
  api.LMSFinish(""); };
</script></body></html>"""
LIBRARY = {
    **{"title": "Probe", "machineName": "H5P.Probe", "majorVersion": 1, "minorVersion": 0},
    **{"patchVersion": 0, "runnable": 1, "preloadedJs": [{"path": "probe.js"}]},
}
PROBE = """var H5P = H5P || {};
H5P.Probe = function (params, id, extras) {
  H5P.EventDispatcher.call(this);
  var self = this, place = (extras.previousState || {}).place || "Anfang";
  this.getCurrentState = function () { return { place: place }; };
  this.attach = function ($container) {
    $container.html('<h1>Probe</h1><p id="place"></p><button id="go">Zur Stelle 3</button>'
      + '<button id="end">Abschließen</button>');
    var say = function () { $container.find("#place").text("Stelle: " + place); };
    say();
    $container.find("#go").on("click", function () {
      place = "3"; say(); self.triggerXAPI("progressed");
    });
    $container.find("#end").on("click", function () {
      self.triggerXAPIScored(9, 10, "completed", true, true);
    });
  };
};
H5P.Probe.prototype = Object.create(H5P.EventDispatcher.prototype);"""
PACKAGES = {
    "scorm": {"imsmanifest.xml": scorm12(), "index.html": SCO},
    "slides": {"imsmanifest.xml": scorm12(), "index.html": SLIDES},
    "h5p": {
        "h5p.json": h5p(
            title="Probe",
            language="de",
            embedTypes=["iframe"],
            mainLibrary="H5P.Probe",
            preloadedDependencies=[
                {"machineName": "H5P.Probe", "majorVersion": 1, "minorVersion": 0}
            ],
        ),
        "content/content.json": "{}",
        "H5P.Probe-1.0/library.json": json.dumps(LIBRARY),
        "H5P.Probe-1.0/probe.js": PROBE,
    },
}


def plant():
    """Take the packages in, seat the learner before them, print where they are."""
    provider = Provider.objects.get(slug="dhbw")
    found = {}
    for name, files in PACKAGES.items():
        package = services.take_package(
            provider=provider, stream=zipped(files), unpacking=unpack_package, file_name="a.zip"
        )
        found[name] = addresses_of(services.unpack(package_id=package.pk))
    print(json.dumps(found))  # noqa: T201 - what the test reads
