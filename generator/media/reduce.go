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
		average(plane{out.Pix, to.Dx(), to.Dy(), out.Stride}, plane{m.Pix[m.PixOffset(b.Min.X, b.Min.Y):], b.Dx(), b.Dy(), m.Stride}, k)
		return out
	case *image.YCbCr:
		out := image.NewYCbCr(to, m.SubsampleRatio)
		average(plane{out.Y, to.Dx(), to.Dy(), out.YStride}, plane{m.Y[m.YOffset(b.Min.X, b.Min.Y):], b.Dx(), b.Dy(), m.YStride}, k)
		cw, ch := out.CStride, len(out.Cb)/out.CStride
		from := m.COffset(b.Min.X, b.Min.Y)
		fw, fh := m.CStride, len(m.Cb[from:])/m.CStride
		average(plane{out.Cb, cw, ch, out.CStride}, plane{m.Cb[from:], fw, fh, m.CStride}, k)
		average(plane{out.Cr, cw, ch, out.CStride}, plane{m.Cr[from:], fw, fh, m.CStride}, k)
		return out
	}
	return src
}

// plane is one channel of a picture.
type plane struct {
	pix                   []byte
	width, height, stride int
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
				for _, v := range line[left:min(left+k, src.width)] {
					sums[x] += uint32(v)
				}
			}
		}
		for x, sum := range sums {
			n := uint32(min(k, src.width-min(x*k, src.width-1)) * rows)
			dst.pix[y*dst.stride+x] = byte((sum + n/2) / n)
		}
	}
}
