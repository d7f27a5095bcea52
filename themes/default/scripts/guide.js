// Shows what this device can do for a guide: read it aloud, share it. How that is
// done comes when a reader asks for it, in later.js. Only a voice of the device
// itself counts: one from elsewhere would be sent every word.
{
  const speech = self.speechSynthesis;
  const look = () => Listen.hidden = !speech.getVoices().some(voice => voice.localService && voice.lang.split(/\W|_/)[0] == Listen.lang);
  if (speech) (speech.onvoiceschanged = look)();
  Share.hidden = 0;
  Listen.onclick = Share.onclick = onchange = event => {
    const script = document.createElement("script");
    script.asked = event.target;
    script.src = "@later@";
    Main.append(script);
    // iOS lets a page speak that has begun to under a finger.
    if (speech) speech.speak(new SpeechSynthesisUtterance);
  };
}
