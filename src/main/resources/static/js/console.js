// Says when the page no longer hears from the hub, and tells the title bar and screen readers when the sentence changes.
const stale = document.getElementById("stale");

function tell(announced) {
  const sentence = document.getElementById("sentence").textContent;
  document.title = `${sentence} · Rampe`;
  if (announced !== sentence) {
    document.getElementById("announcement").textContent = sentence;
  }
  return sentence;
}

let told = document.getElementById("sentence").textContent;
tell(told);

document.body.addEventListener("htmx:afterSwap", () => {
  told = tell(told);
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) {
    stale.hidden = true;
  } else if (stale.hidden) {
    document.getElementById("stale-since").textContent = document.getElementById("overview").dataset.at;
    stale.hidden = false;
  }
});
