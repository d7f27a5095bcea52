// Reads a guide aloud where the device itself has a voice for the language: a
// voice from elsewhere would be sent every word. Leaving the page ends it.
{
	const title = document.querySelector("main h1"), speech = self.speechSynthesis, base = tag => tag.split(/[-_]/)[0];
	if (speech && title && document.querySelector(".text")) {
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = document.getElementById("Saved").dataset.listen;
		title.after(button);
		const voice = () => speech.getVoices().find(v => v.localService && base(v.lang) == base(document.documentElement.lang));
		speech.onvoiceschanged = () => {
			button.hidden = !voice();
		};
		speech.onvoiceschanged();
		button.onclick = () => {
			if (speech.speaking) return speech.cancel();
			for (const part of document.querySelectorAll("main h1,.summary,.text>:not([aria-hidden])")) for (const line of part.innerText.split("\n")) {
				const words = new SpeechSynthesisUtterance(line);
				words.voice = voice();
				words.lang = words.voice.lang;
				speech.speak(words);
			}
		};
		addEventListener("pagehide", () => speech.cancel());
	}
}
