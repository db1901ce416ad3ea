/* Maps beside forms and lists. MapLibre is loaded only where a map stands and WebGL works; otherwise the map stays
   hidden, and the form or list beside it is complete without it. */

const words = {
  picked: (name) => `Đã chọn vị trí${name ? ` tại ${name}` : ""}.`,
  outside: "Vị trí đã chọn nằm ngoài các xã, phường của tỉnh. Vui lòng kiểm tra lại.",
  group: (count) => `${count} phản ánh`,
};

const locale = {
  "NavigationControl.ZoomIn": "Phóng to",
  "NavigationControl.ZoomOut": "Thu nhỏ",
  "NavigationControl.ResetBearing": "Quay về hướng bắc",
  "AttributionControl.ToggleAttribution": "Nguồn dữ liệu",
  "Popup.Close": "Đóng",
  "Map.Title": "Bản đồ",
  "Marker.Title": "Vị trí",
};

const empty = { type: "FeatureCollection", features: [] };

function hasWebGL() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

async function json(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/* Without a style of the operator's, the map is the province's approximate cells and their names, in the theme's colours. */
function ownStyle(cells) {
  return {
    version: 8,
    sources: {
      cells: { type: "geojson", data: cells, attribution: "Ranh giới ước lượng" },
      names: { type: "geojson", data: { type: "FeatureCollection", features: cells.features.map(nameOf).filter(Boolean) } },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("surface-2") } },
      { id: "cells", type: "fill", source: "cells", paint: { "fill-color": token("surface"), "fill-opacity": 0.9 } },
      { id: "edges", type: "line", source: "cells", paint: { "line-color": token("line-strong"), "line-width": 0.7, "line-opacity": 0.7 } },
      {
        id: "names", type: "symbol", source: "names",
        layout: { "text-field": ["get", "name"], "text-font": ["Be Vietnam Pro"], "text-size": 12, "text-max-width": 7, "text-padding": 4 },
        paint: { "text-color": token("text-2"), "text-halo-color": token("surface"), "text-halo-width": 1.5 },
      },
    ],
  };
}

/* The name stands at the cell's own point when it has one (`lon`, `lat`), else in the middle of its box. */
function nameOf(cell) {
  const { name, lon, lat } = cell.properties;
  const at = lon === undefined ? middle(ring(cell)) : [lon, lat];
  return name && at ? { type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: at } } : null;
}

function ring(cell) {
  const { type, coordinates } = cell.geometry;
  return type === "MultiPolygon" ? coordinates[0][0] : coordinates[0];
}

function box(points) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
}

function middle(points) {
  const [[west, south], [east, north]] = box(points);
  return [(west + east) / 2, (south + north) / 2];
}

function cellAt(cells, lon, lat) {
  return cells.features.find((cell) => {
    const { type, coordinates } = cell.geometry;
    return (type === "MultiPolygon" ? coordinates : [coordinates]).some((polygon) => inside(polygon[0], lon, lat));
  });
}

function inside(points, x, y) {
  let within = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [xi, yi] = points[i];
    const [xj, yj] = points[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}

async function start(element, library) {
  const cells = element.dataset.cells ? await json(element.dataset.cells) : empty;
  element.hidden = false;
  const map = new library.Map({
    container: element.querySelector(".map-canvas"),
    style: element.dataset.style || ownStyle(cells),
    center: element.dataset.center.split(",").map(Number),
    zoom: Number(element.dataset.zoom),
    attributionControl: { compact: true },
    cooperativeGestures: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  const all = cells.features.flatMap(ring);
  if (all.length && element.dataset.map !== "show") map.fitBounds(box(all), { padding: 16, animate: false });
  if (!element.dataset.style) {
    new MutationObserver(() => repaint(map)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }
  if (element.dataset.map === "pick") pick(element, map, cells, library);
  else if (element.dataset.map === "show") new library.Marker({ color: "#b3261e" }).setLngLat(map.getCenter()).addTo(map);
  else await points(element, map, library);
}

function repaint(map) {
  // Before its style is there the map refuses: whoever changes the theme while it loads has it painted afterwards.
  if (!map.isStyleLoaded()) { map.once("idle", () => repaint(map)); return; }
  map.setPaintProperty("ground", "background-color", token("surface-2"));
  map.setPaintProperty("cells", "fill-color", token("surface"));
  map.setPaintProperty("edges", "line-color", token("line-strong"));
  map.setPaintProperty("names", "text-color", token("text-2"));
  map.setPaintProperty("names", "text-halo-color", token("surface"));
}

/* Pick a point: the two number inputs are the truth, map and commune follow them and write to them. */
function pick(element, map, cells, library) {
  const latitude = document.getElementById(element.dataset.lat);
  const longitude = document.getElementById(element.dataset.lon);
  const commune = document.getElementById(element.dataset.commune);
  const note = element.querySelector("[data-map-note]");
  const marker = new library.Marker({ color: "#b3261e", draggable: true });

  const place = (lon, lat) => {
    marker.setLngLat([lon, lat]).addTo(map);
    const cell = cellAt(cells, lon, lat);
    const code = cell && String(cell.properties.code);
    if (commune && Array.from(commune.options).some((option) => option.value === code)) commune.value = code;
    note.textContent = cell || !cells.features.length ? words.picked(cell && cell.properties.name) : words.outside;
  };
  const write = ({ lng, lat }) => {
    latitude.value = lat.toFixed(6);
    longitude.value = lng.toFixed(6);
    const source = document.getElementById(element.dataset.source);
    if (source) source.value = "map";
    place(lng, lat);
  };
  const read = () => {
    const lat = Number.parseFloat(latitude.value);
    const lon = Number.parseFloat(longitude.value);
    if (Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90) {
      place(lon, lat);
      map.jumpTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 13) });
    }
  };
  map.on("click", (event) => write(event.lngLat));
  marker.on("dragend", () => write(marker.getLngLat()));
  latitude.addEventListener("change", read);
  longitude.addEventListener("change", read);
  if (commune) {
    commune.addEventListener("change", () => {
      const cell = cells.features.find((each) => String(each.properties.code) === commune.value);
      if (cell) map.fitBounds(box(ring(cell)), { padding: 32, animate: false });
    });
  }
  read();
}

/* Show points: near ones are grouped; a tap on a group comes nearer, a tap on a point shows its title as a link. */
async function points(element, map, library) {
  const inWindow = () => {
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return json(`${element.dataset.points}?bbox=${box.map((degrees) => degrees.toFixed(5)).join(",")}`);
  };
  const data = await inWindow();
  await new Promise((done) => { if (map.loaded()) done(); else map.once("load", done); });
  map.addSource("points", { type: "geojson", data, cluster: true, clusterRadius: 44, clusterMaxZoom: 15 });
  map.addLayer({
    id: "groups", type: "circle", source: "points", filter: ["has", "point_count"],
    paint: { "circle-color": "#0b5c66", "circle-stroke-color": "#ffffff", "circle-stroke-width": 2, "circle-radius": ["step", ["get", "point_count"], 18, 20, 23, 100, 29] },
  });
  map.addLayer({
    id: "counts", type: "symbol", source: "points", filter: ["has", "point_count"],
    layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": element.dataset.style ? ["Noto Sans Regular"] : ["Be Vietnam Pro"], "text-size": 14, "text-allow-overlap": true },
    paint: { "text-color": "#ffffff" },
  });
  map.addLayer({
    id: "singles", type: "circle", source: "points", filter: ["!", ["has", "point_count"]],
    paint: { "circle-color": "#b3261e", "circle-stroke-color": "#ffffff", "circle-stroke-width": 2, "circle-radius": 9 },
  });
  map.on("moveend", () => {
    inWindow().then((seen) => map.getSource("points").setData(seen), (error) => console.warn("Không tải được điểm:", error));
  });
  map.on("click", "groups", async ({ features: [group] }) => {
    const zoom = await map.getSource("points").getClusterExpansionZoom(group.properties.cluster_id);
    map.easeTo({ center: group.geometry.coordinates, zoom });
  });
  map.on("click", "singles", ({ features: [single] }) => {
    new library.Popup({ maxWidth: "18rem" }).setLngLat(single.geometry.coordinates).setDOMContent(card(single.properties)).addTo(map);
  });
  for (const layer of ["groups", "singles"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

/* Text is set as text and the address must be one of this site, because titles come from what people typed. */
function card({ title, status, href }) {
  const block = document.createElement("div");
  const link = document.createElement("a");
  const address = new URL(href, location.href);
  if (address.origin === location.origin) link.href = address.href;
  link.textContent = title;
  block.append(link);
  if (status) {
    const line = document.createElement("div");
    line.textContent = status;
    block.append(line);
  }
  return block;
}

/* A style may name PMTiles archives; the protocol is added only then. */
async function withPMTiles(library, style) {
  if (!style) return;
  await new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/pmtiles/pmtiles.js", import.meta.url).href;
    // The page’s policy runs what carries its nonce; the browser shows it to scripts that have it themselves.
    script.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  library.addProtocol("pmtiles", new globalThis.pmtiles.Protocol().tile);
}

async function startAll() {
  const maps = Array.from(document.querySelectorAll("[data-map]"));
  if (!maps.length || !hasWebGL()) return;
  const library = await import(new URL("../vendor/maplibre-gl/maplibre-gl.mjs", import.meta.url).href);
  await withPMTiles(library, maps.find((element) => element.dataset.style));
  for (const element of maps) {
    start(element, library).catch((error) => {
      element.hidden = true;
      console.warn("Bản đồ không dùng được:", error);
    });
  }
}

startAll().catch((error) => console.warn("Bản đồ không dùng được:", error));
