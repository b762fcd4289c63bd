// A code that a camera app brought along behind the address (/meetings/…/check-in#123456) is filled in and sent at once. It never reaches a log.
const form = document.querySelector("form.check-in-form");
const brought = location.hash.slice(1);

if (form && /^[0-9]{6}$/.test(brought)) {
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.code.value = brought;
  form.requestSubmit();
}
