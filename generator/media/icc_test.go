package media

import (
	"bytes"
	"encoding/binary"
	"testing"
)

func TestProfileKeepsItsNumbersAndNoWord(t *testing.T) {
	for _, version := range []byte{2, 4} {
		src := iccProfile(displayP3, 2.2)
		src[8] = version
		copy(src[24:], secret)
		copy(src[84:], secret)
		out := cleanICC(src)
		if bytes.Contains(out, []byte(secret)) || int(binary.BigEndian.Uint32(out)) != len(out) {
			t.Errorf("version %d: %q", version, out)
		}
		before, after := profileOf(src), profileOf(out)
		if after == nil || *before != *after {
			t.Errorf("version %d: the numbers have changed", version)
		}
		if again := cleanICC(out); !bytes.Equal(again, out) {
			t.Errorf("version %d: cleaning what is clean changes it", version)
		}
	}
	for _, bad := range []string{"", secret, string(make([]byte, 131)), string(iccProfile(displayP3, 2)[:150])} {
		if out := cleanICC([]byte(bad)); out != nil {
			t.Errorf("%d bytes give %d", len(bad), len(out))
		}
	}
}

func TestCurvesOfEveryKindAreRead(t *testing.T) {
	word := func(v float64) []byte { return words(uint32(int32(v * 65536))) }
	para := func(kind byte, values ...float64) []byte {
		b := []byte("para\x00\x00\x00\x00\x00" + string(rune(kind)) + "\x00\x00")
		for _, v := range values {
			b = append(b, word(v)...)
		}
		return b
	}
	// What light the value 128 stands for: by sRGB 0.2159, by a gamma of 2.2 0.2195.
	for name, c := range map[string]struct {
		tag  []byte
		want float64
	}{
		"straight": {[]byte("curv\x00\x00\x00\x00\x00\x00\x00\x00"), 0.502},
		"gamma":    {[]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33"), 0.2195},
		"table":    {append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x03"), 0, 0, 0x40, 0, 0xff, 0xff), 0.2530},
		"para 0":   {para(0, 2.2), 0.2195},
		"para 1":   {para(1, 2.2, 1, 0), 0.2195},
		"para 2":   {para(2, 2.2, 1, 0, 0), 0.2195},
		"para 3":   {para(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045), 0.2159},
		"para 4":   {para(4, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045, 0, 0), 0.2159},
	} {
		curve, ok := iccCurve(c.tag)
		if !ok || curve[128] < c.want-0.002 || curve[128] > c.want+0.002 || curve[255] < 0.99 || curve[0] > 0.01 {
			t.Errorf("%s: %v, 128 is %.4f, want %.4f", name, ok, curve[128], c.want)
		}
	}
	for _, bad := range [][]byte{nil, []byte("curv"), []byte("curv\x00\x00\x00\x00\x00\x00\xff\xff\x00"), para(9, 1), para(4, 1), []byte("mft2\x00\x00\x00\x00\x00\x00\x00\x00")} {
		if _, ok := iccCurve(bad); ok {
			t.Errorf("%q is taken as a curve", bad)
		}
	}
}
