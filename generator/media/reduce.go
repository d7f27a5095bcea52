package media

import "image"

// reduce averages blocks of pixels of a photograph that is far larger than
// what is wanted, leaving half as much again for the real scaling: a tenth of
// the time and the memory for the same picture.
func reduce(src image.Image, width, height int) image.Image {
	b := src.Bounds()
	k := min(b.Dx()*2/(width*3), b.Dy()*2/(height*3))
	if k < 2 {
		return src
	}
	to := image.Rect(0, 0, b.Dx()/k, b.Dy()/k)
	switch m := src.(type) {
	case *image.Gray:
		out := image.NewGray(to)
		average(plane{out.Pix, to.Dx(), to.Dy(), out.Stride, 1}, plane{m.Pix[m.PixOffset(b.Min.X, b.Min.Y):], b.Dx(), b.Dy(), m.Stride, 1}, k)
		return out
	case *image.NRGBA:
		// With transparency, colours would have to be weighed by it.
		if !m.Opaque() {
			return src
		}
		out := image.NewRGBA(to)
		from := m.PixOffset(b.Min.X, b.Min.Y)
		for c := range 4 {
			average(plane{out.Pix[c:], to.Dx(), to.Dy(), out.Stride, 4}, plane{m.Pix[from+c:], b.Dx(), b.Dy(), m.Stride, 4}, k)
		}
		return out
	case *image.YCbCr:
		out := image.NewYCbCr(to, m.SubsampleRatio)
		average(plane{out.Y, to.Dx(), to.Dy(), out.YStride, 1}, plane{m.Y[m.YOffset(b.Min.X, b.Min.Y):], b.Dx(), b.Dy(), m.YStride, 1}, k)
		cw, ch := out.CStride, len(out.Cb)/out.CStride
		from := m.COffset(b.Min.X, b.Min.Y)
		fw, fh := m.CStride, len(m.Cb[from:])/m.CStride
		average(plane{out.Cb, cw, ch, out.CStride, 1}, plane{m.Cb[from:], fw, fh, m.CStride, 1}, k)
		average(plane{out.Cr, cw, ch, out.CStride, 1}, plane{m.Cr[from:], fw, fh, m.CStride, 1}, k)
		return out
	}
	return src
}

// plane is one channel of a picture. Rows are stride bytes apart, samples step.
type plane struct {
	pix                         []byte
	width, height, stride, step int
}

// average fills dst with the means of k × k blocks of src; blocks over the edge
// take what is there.
func average(dst, src plane, k int) {
	sums := make([]uint32, dst.width)
	for y := range dst.height {
		clear(sums)
		top := min(y*k, src.height-1)
		rows := min(k, src.height-top)
		for r := range rows {
			line := src.pix[(top+r)*src.stride:]
			for x := range sums {
				left := min(x*k, src.width-1)
				for i := left * src.step; i < min(left+k, src.width)*src.step; i += src.step {
					sums[x] += uint32(line[i])
				}
			}
		}
		for x, sum := range sums {
			n := uint32(min(k, src.width-min(x*k, src.width-1)) * rows)
			dst.pix[y*dst.stride+x*dst.step] = byte((sum + n/2) / n)
		}
	}
}
