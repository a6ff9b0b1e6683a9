// Live runs: start one from its form, follow it by server-sent events, stop it.
const token = () => document.querySelector("meta[name=csrf]").content;

/** Sends the form of the page Edit and follows the run below it. */
export function startRun(form, enliven) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const place = document.getElementById("live");
    const reply = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json", "X-CSRF": token() },
    });
    if (!reply.ok) {
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const problem = document.createElement("pre");
      problem.className = "problem";
      problem.textContent = page.querySelector(".problem")?.textContent ?? reply.statusText;
      place.replaceChildren(problem);
      return;
    }
    const { live } = await reply.json();
    await show(place, live, enliven);
    place.scrollIntoView({ block: "start" });
  });
}

/** The page of a live run, within another page. */
async function show(place, id, enliven) {
  const page = new DOMParser().parseFromString(await (await fetch(`/live/${id}`)).text(), "text/html");
  place.replaceChildren(...[...page.querySelectorAll("[data-live-run], [data-picture]")].map((part) => document.adoptNode(part)));
  enliven(place);
}

/** Keeps the box of a live run current until its end. */
export function followLive(box, enliven) {
  if (box.dataset.over === "true" || box.dataset.followed) return;
  box.dataset.followed = "true";
  const id = box.dataset.liveRun;
  const picture = document.querySelector(`[data-picture="${id}"]`);
  const events = new EventSource(`/live/${id}/events`);
  events.addEventListener("progress", (event) => {
    const now = JSON.parse(event.data);
    const bar = box.querySelector("progress");
    [bar.max, bar.value] = [now.paths, now.done];
    box.querySelector("[data-part=status]").textContent = now.status;
    box.querySelector("[data-part=progress]").textContent = `${now.done.toLocaleString("en-US")} / ${now.paths.toLocaleString("en-US")}, ${now.seconds.toFixed(1)} s`;
  });
  events.addEventListener("picture", (event) => {
    const part = new DOMParser().parseFromString(event.data, "text/html");
    picture.replaceChildren(...[...part.body.childNodes].map((node) => document.adoptNode(node)));
    enliven(picture);
  });
  events.addEventListener("end", async () => {
    events.close();
    const page = new DOMParser().parseFromString(await (await fetch(`/live/${id}`)).text(), "text/html");
    const fresh = page.querySelector("[data-live-run]");
    if (fresh) box.replaceWith(document.adoptNode(fresh));
  });
  box.querySelector("form[data-cancel]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target)), headers: { "X-CSRF": token() } });
  });
}
