// Hides the findings that lack a typed word. Everything else on the page works without a script.
const words = document.getElementById("words");
words.form.addEventListener("submit", (event) => event.preventDefault());
words.addEventListener("input", () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const finding of document.querySelectorAll(".finding")) {
    const text = finding.textContent.toLowerCase();
    finding.classList.toggle("without", !wanted.every((word) => text.includes(word)));
  }
});
