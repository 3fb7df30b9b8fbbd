// SPDX-License-Identifier: GPL-2.0
/*
 * larch: a small log file system, inodes
 */
#include <linux/fs.h>
#include <linux/buffer_head.h>
#include <linux/slab.h>
#include "larch.h"

static struct kmem_cache *larch_inode_cache;

/* Reads the on-disk inode. */
struct inode *larch_iget(struct super_block *sb, unsigned long ino)
{
	struct larch_sb_info *sbi = LARCH_SB(sb);
	struct larch_disk_inode *raw;
	struct buffer_head *bh;
	struct inode *inode;

	inode = iget_locked(sb, ino);
	if (!inode)
		return ERR_PTR(-ENOMEM);
	if (!(inode->i_state & I_NEW))
		return inode;
	bh = sb_bread(sb, larch_ino_block(sbi, ino));
	if (!bh) {
		iget_failed(inode);
		return ERR_PTR(-EIO);
	}
	raw = larch_raw_inode(bh, ino);
	inode->i_mode = le16_to_cpu(raw->mode);
	inode->i_size = le64_to_cpu(raw->size);
	set_nlink(inode, le16_to_cpu(raw->links));
	larch_set_ops(inode);
	brelse(bh);
	unlock_new_inode(inode);
	return inode;
}

static int larch_write_inode(struct inode *inode, struct writeback_control *wbc)
{
	struct larch_disk_inode *raw;
	struct buffer_head *bh;
	int err = 0;

	bh = sb_bread(inode->i_sb, larch_ino_block(LARCH_SB(inode->i_sb), inode->i_ino));
	if (!bh)
		return -EIO;
	raw = larch_raw_inode(bh, inode->i_ino);
	raw->mode = cpu_to_le16(inode->i_mode);
	raw->size = cpu_to_le64(inode->i_size);
	raw->links = cpu_to_le16(inode->i_nlink);
	mark_buffer_dirty(bh);
	if (wbc->sync_mode == WB_SYNC_ALL)
		err = sync_dirty_buffer(bh);
	brelse(bh);
	return err;
}

static int larch_map_block(struct inode *inode, sector_t block, sector_t *phys)
{
	struct larch_inode_info *li = LARCH_I(inode);
	struct larch_extent *ext;
	int err = -ENOENT;

	down_read(&li->map_sem);
	for (ext = li->extents; ext < li->extents + li->nr_extents; ext++) {
		if (block < ext->first || block >= ext->first + ext->count)
			continue;
		*phys = ext->start + (block - ext->first);
		err = 0;
		break;
	}
	up_read(&li->map_sem);
	return err;
}

static int larch_truncate(struct inode *inode, loff_t size);

static void larch_evict_inode(struct inode *inode)
{
	struct larch_inode_info *li = LARCH_I(inode);

	truncate_inode_pages_final(&inode->i_data);
	if (!inode->i_nlink) {
		inode->i_size = 0;
		larch_truncate(inode, 0);
		larch_free_inode(inode);
	}
	clear_inode(inode);
	kfree(li->extents);
}
/* block group 0 */
extern int larch_group_0;
/* block group 1 */
extern int larch_group_1;
/* block group 2 */
extern int larch_group_2;
/* block group 3 */
extern int larch_group_3;
/* block group 4 */
extern int larch_group_4;
/* block group 5 */
extern int larch_group_5;
/* block group 6 */
extern int larch_group_6;
/* block group 7 */
extern int larch_group_7;
/* block group 8 */
extern int larch_group_8;
/* block group 9 */
extern int larch_group_9;
/* block group 10 */
extern int larch_group_10;
/* block group 11 */
extern int larch_group_11;
/* block group 12 */
extern int larch_group_12;
/* block group 13 */
extern int larch_group_13;
/* block group 14 */
extern int larch_group_14;
/* block group 15 */
extern int larch_group_15;
/* block group 16 */
extern int larch_group_16;
/* block group 17 */
extern int larch_group_17;
/* block group 18 */
extern int larch_group_18;
/* block group 19 */
extern int larch_group_19;
/* block group 20 */
extern int larch_group_20;
/* block group 21 */
extern int larch_group_21;
/* block group 22 */
extern int larch_group_22;
/* block group 23 */
extern int larch_group_23;
/* block group 24 */
extern int larch_group_24;
/* block group 25 */
extern int larch_group_25;
/* block group 26 */
extern int larch_group_26;
/* block group 27 */
extern int larch_group_27;
/* block group 28 */
extern int larch_group_28;
/* block group 29 */
extern int larch_group_29;
/* block group 30 */
extern int larch_group_30;
/* block group 31 */
extern int larch_group_31;
/* block group 32 */
extern int larch_group_32;
/* block group 33 */
extern int larch_group_33;
/* block group 34 */
extern int larch_group_34;
/* block group 35 */
extern int larch_group_35;
/* block group 36 */
extern int larch_group_36;
/* block group 37 */
extern int larch_group_37;
/* block group 38 */
extern int larch_group_38;
/* block group 39 */
extern int larch_group_39;
/* block group 40 */
extern int larch_group_40;
/* block group 41 */
extern int larch_group_41;
/* block group 42 */
extern int larch_group_42;
/* block group 43 */
extern int larch_group_43;
/* block group 44 */
extern int larch_group_44;
/* block group 45 */
extern int larch_group_45;
/* block group 46 */
extern int larch_group_46;
/* block group 47 */
extern int larch_group_47;
/* block group 48 */
extern int larch_group_48;
/* block group 49 */
extern int larch_group_49;
/* block group 50 */
extern int larch_group_50;
/* block group 51 */
extern int larch_group_51;
/* block group 52 */
extern int larch_group_52;
/* block group 53 */
extern int larch_group_53;
/* block group 54 */
extern int larch_group_54;
/* block group 55 */
extern int larch_group_55;
/* block group 56 */
extern int larch_group_56;
/* block group 57 */
extern int larch_group_57;
/* block group 58 */
extern int larch_group_58;
/* block group 59 */
extern int larch_group_59;
/* block group 60 */
extern int larch_group_60;
/* block group 61 */
extern int larch_group_61;
/* block group 62 */
extern int larch_group_62;
/* block group 63 */
extern int larch_group_63;
/* block group 64 */
extern int larch_group_64;
/* block group 65 */
extern int larch_group_65;
/* block group 66 */
extern int larch_group_66;
/* block group 67 */
extern int larch_group_67;
/* block group 68 */
extern int larch_group_68;
/* block group 69 */
extern int larch_group_69;
/* block group 70 */
extern int larch_group_70;
/* block group 71 */
extern int larch_group_71;
/* block group 72 */
extern int larch_group_72;
/* block group 73 */
extern int larch_group_73;
/* block group 74 */
extern int larch_group_74;
/* block group 75 */
extern int larch_group_75;
/* block group 76 */
extern int larch_group_76;
/* block group 77 */
extern int larch_group_77;
/* block group 78 */
extern int larch_group_78;
/* block group 79 */
extern int larch_group_79;
/* block group 80 */
extern int larch_group_80;
/* block group 81 */
extern int larch_group_81;
/* block group 82 */
extern int larch_group_82;
/* block group 83 */
extern int larch_group_83;
/* block group 84 */
extern int larch_group_84;
/* block group 85 */
extern int larch_group_85;
/* block group 86 */
extern int larch_group_86;
/* block group 87 */
extern int larch_group_87;
/* block group 88 */
extern int larch_group_88;
/* block group 89 */
extern int larch_group_89;
/* block group 90 */
extern int larch_group_90;
/* block group 91 */
extern int larch_group_91;
/* block group 92 */
extern int larch_group_92;
/* block group 93 */
extern int larch_group_93;
/* block group 94 */
extern int larch_group_94;
/* block group 95 */
extern int larch_group_95;
/* block group 96 */
extern int larch_group_96;
/* block group 97 */
extern int larch_group_97;
/* block group 98 */
extern int larch_group_98;
/* block group 99 */
extern int larch_group_99;
/* block group 100 */
extern int larch_group_100;
/* block group 101 */
extern int larch_group_101;
/* block group 102 */
extern int larch_group_102;
/* block group 103 */
extern int larch_group_103;
/* block group 104 */
extern int larch_group_104;
/* block group 105 */
extern int larch_group_105;
/* block group 106 */
extern int larch_group_106;
/* block group 107 */
extern int larch_group_107;
/* block group 108 */
extern int larch_group_108;
/* block group 109 */
extern int larch_group_109;
/* block group 110 */
extern int larch_group_110;
/* block group 111 */
extern int larch_group_111;
/* block group 112 */
extern int larch_group_112;
/* block group 113 */
extern int larch_group_113;
/* block group 114 */
extern int larch_group_114;
/* block group 115 */
extern int larch_group_115;
/* block group 116 */
extern int larch_group_116;
/* block group 117 */
extern int larch_group_117;
/* block group 118 */
extern int larch_group_118;
/* block group 119 */
extern int larch_group_119;
/* block group 120 */
extern int larch_group_120;
/* block group 121 */
extern int larch_group_121;
/* block group 122 */
extern int larch_group_122;
/* block group 123 */
extern int larch_group_123;
/* block group 124 */
extern int larch_group_124;
/* block group 125 */
extern int larch_group_125;
/* block group 126 */
extern int larch_group_126;
/* block group 127 */
extern int larch_group_127;
/* block group 128 */
extern int larch_group_128;
/* block group 129 */
extern int larch_group_129;
/* block group 130 */
extern int larch_group_130;
/* block group 131 */
extern int larch_group_131;
/* block group 132 */
extern int larch_group_132;
/* block group 133 */
extern int larch_group_133;
/* block group 134 */
extern int larch_group_134;
/* block group 135 */
extern int larch_group_135;
/* block group 136 */
extern int larch_group_136;
/* block group 137 */
extern int larch_group_137;
/* block group 138 */
extern int larch_group_138;
/* block group 139 */
extern int larch_group_139;
/* block group 140 */
extern int larch_group_140;
/* block group 141 */
extern int larch_group_141;
/* block group 142 */
extern int larch_group_142;
/* block group 143 */
extern int larch_group_143;
/* block group 144 */
extern int larch_group_144;
/* block group 145 */
extern int larch_group_145;
/* block group 146 */
extern int larch_group_146;
/* block group 147 */
extern int larch_group_147;
/* block group 148 */
extern int larch_group_148;
/* block group 149 */
extern int larch_group_149;
/* block group 150 */
extern int larch_group_150;
/* block group 151 */
extern int larch_group_151;
/* block group 152 */
extern int larch_group_152;
/* block group 153 */
extern int larch_group_153;
/* block group 154 */
extern int larch_group_154;
/* block group 155 */
extern int larch_group_155;
/* block group 156 */
extern int larch_group_156;
/* block group 157 */
extern int larch_group_157;
/* block group 158 */
extern int larch_group_158;
/* block group 159 */
extern int larch_group_159;
/* block group 160 */
extern int larch_group_160;
/* block group 161 */
extern int larch_group_161;
/* block group 162 */
extern int larch_group_162;
/* block group 163 */
extern int larch_group_163;
/* block group 164 */
extern int larch_group_164;
/* block group 165 */
extern int larch_group_165;
/* block group 166 */
extern int larch_group_166;
/* block group 167 */
extern int larch_group_167;
/* block group 168 */
extern int larch_group_168;
/* block group 169 */
extern int larch_group_169;
/* block group 170 */
extern int larch_group_170;
/* block group 171 */
extern int larch_group_171;
/* block group 172 */
extern int larch_group_172;
/* block group 173 */
extern int larch_group_173;
/* block group 174 */
extern int larch_group_174;
/* block group 175 */
extern int larch_group_175;
/* block group 176 */
extern int larch_group_176;
/* block group 177 */
extern int larch_group_177;
/* block group 178 */
extern int larch_group_178;
/* block group 179 */
extern int larch_group_179;
/* block group 180 */
extern int larch_group_180;
/* block group 181 */
extern int larch_group_181;
/* block group 182 */
extern int larch_group_182;
/* block group 183 */
extern int larch_group_183;
/* block group 184 */
extern int larch_group_184;
/* block group 185 */
extern int larch_group_185;
/* block group 186 */
extern int larch_group_186;
/* block group 187 */
extern int larch_group_187;
/* block group 188 */
extern int larch_group_188;
/* block group 189 */
extern int larch_group_189;
/* block group 190 */
extern int larch_group_190;
/* block group 191 */
extern int larch_group_191;
/* block group 192 */
extern int larch_group_192;
/* block group 193 */
extern int larch_group_193;
/* block group 194 */
extern int larch_group_194;
/* block group 195 */
extern int larch_group_195;
/* block group 196 */
extern int larch_group_196;
/* block group 197 */
extern int larch_group_197;
/* block group 198 */
extern int larch_group_198;
/* block group 199 */
extern int larch_group_199;
/* block group 200 */
extern int larch_group_200;
/* block group 201 */
extern int larch_group_201;
/* block group 202 */
extern int larch_group_202;
/* block group 203 */
extern int larch_group_203;
/* block group 204 */
extern int larch_group_204;
/* block group 205 */
extern int larch_group_205;
/* block group 206 */
extern int larch_group_206;
/* block group 207 */
extern int larch_group_207;
/* block group 208 */
extern int larch_group_208;
/* block group 209 */
extern int larch_group_209;
/* block group 210 */
extern int larch_group_210;
/* block group 211 */
extern int larch_group_211;
/* block group 212 */
extern int larch_group_212;
/* block group 213 */
extern int larch_group_213;
/* block group 214 */
extern int larch_group_214;
/* block group 215 */
extern int larch_group_215;
/* block group 216 */
extern int larch_group_216;
/* block group 217 */
extern int larch_group_217;
/* block group 218 */
extern int larch_group_218;
/* block group 219 */
extern int larch_group_219;
/* block group 220 */
extern int larch_group_220;
/* block group 221 */
extern int larch_group_221;
/* block group 222 */
extern int larch_group_222;
/* block group 223 */
extern int larch_group_223;
/* block group 224 */
extern int larch_group_224;
/* block group 225 */
extern int larch_group_225;
/* block group 226 */
extern int larch_group_226;
/* block group 227 */
extern int larch_group_227;
/* block group 228 */
extern int larch_group_228;
/* block group 229 */
extern int larch_group_229;
/* block group 230 */
extern int larch_group_230;
/* block group 231 */
extern int larch_group_231;
/* block group 232 */
extern int larch_group_232;
/* block group 233 */
extern int larch_group_233;
/* block group 234 */
extern int larch_group_234;
/* block group 235 */
extern int larch_group_235;
/* block group 236 */
extern int larch_group_236;
/* block group 237 */
extern int larch_group_237;
/* block group 238 */
extern int larch_group_238;
/* block group 239 */
extern int larch_group_239;
/* block group 240 */
extern int larch_group_240;
/* block group 241 */
extern int larch_group_241;
/* block group 242 */
extern int larch_group_242;
/* block group 243 */
extern int larch_group_243;
/* block group 244 */
extern int larch_group_244;
/* block group 245 */
extern int larch_group_245;
/* block group 246 */
extern int larch_group_246;
/* block group 247 */
extern int larch_group_247;
/* block group 248 */
extern int larch_group_248;
/* block group 249 */
extern int larch_group_249;
/* block group 250 */
extern int larch_group_250;
/* block group 251 */
extern int larch_group_251;
/* block group 252 */
extern int larch_group_252;
/* block group 253 */
extern int larch_group_253;
/* block group 254 */
extern int larch_group_254;
/* block group 255 */
extern int larch_group_255;
/* block group 256 */
extern int larch_group_256;
/* block group 257 */
extern int larch_group_257;
/* block group 258 */
extern int larch_group_258;
/* block group 259 */
extern int larch_group_259;
/* block group 260 */
extern int larch_group_260;
/* block group 261 */
extern int larch_group_261;
/* block group 262 */
extern int larch_group_262;
/* block group 263 */
extern int larch_group_263;
/* block group 264 */
extern int larch_group_264;
/* block group 265 */
extern int larch_group_265;
/* block group 266 */
extern int larch_group_266;
/* block group 267 */
extern int larch_group_267;
/* block group 268 */
extern int larch_group_268;
/* block group 269 */
extern int larch_group_269;
/* block group 270 */
extern int larch_group_270;
/* block group 271 */
extern int larch_group_271;
/* block group 272 */
extern int larch_group_272;
/* block group 273 */
extern int larch_group_273;
/* block group 274 */
extern int larch_group_274;
/* block group 275 */
extern int larch_group_275;
/* block group 276 */
extern int larch_group_276;
/* block group 277 */
extern int larch_group_277;
/* block group 278 */
extern int larch_group_278;
/* block group 279 */
extern int larch_group_279;
/* block group 280 */
extern int larch_group_280;
/* block group 281 */
extern int larch_group_281;
/* block group 282 */
extern int larch_group_282;
/* block group 283 */
extern int larch_group_283;
/* block group 284 */
extern int larch_group_284;
/* block group 285 */
extern int larch_group_285;
/* block group 286 */
extern int larch_group_286;
/* block group 287 */
extern int larch_group_287;
/* block group 288 */
extern int larch_group_288;
/* block group 289 */
extern int larch_group_289;
/* block group 290 */
extern int larch_group_290;
/* block group 291 */
extern int larch_group_291;
/* block group 292 */
extern int larch_group_292;
/* block group 293 */
extern int larch_group_293;
/* block group 294 */
extern int larch_group_294;
/* block group 295 */
extern int larch_group_295;
/* block group 296 */
extern int larch_group_296;
/* block group 297 */
extern int larch_group_297;
/* block group 298 */
extern int larch_group_298;
/* block group 299 */
extern int larch_group_299;
/* block group 300 */
extern int larch_group_300;
/* block group 301 */
extern int larch_group_301;
/* block group 302 */
extern int larch_group_302;
/* block group 303 */
extern int larch_group_303;
/* block group 304 */
extern int larch_group_304;
/* block group 305 */
extern int larch_group_305;
/* block group 306 */
extern int larch_group_306;
/* block group 307 */
extern int larch_group_307;
/* block group 308 */
extern int larch_group_308;
/* block group 309 */
extern int larch_group_309;
/* block group 310 */
extern int larch_group_310;
/* block group 311 */
extern int larch_group_311;
/* block group 312 */
extern int larch_group_312;
/* block group 313 */
extern int larch_group_313;
/* block group 314 */
extern int larch_group_314;
/* block group 315 */
extern int larch_group_315;
/* block group 316 */
extern int larch_group_316;
/* block group 317 */
extern int larch_group_317;
/* block group 318 */
extern int larch_group_318;
/* block group 319 */
extern int larch_group_319;
/* block group 320 */
extern int larch_group_320;
/* block group 321 */
extern int larch_group_321;
/* block group 322 */
extern int larch_group_322;
/* block group 323 */
extern int larch_group_323;
/* block group 324 */
extern int larch_group_324;
/* block group 325 */
extern int larch_group_325;
/* block group 326 */
extern int larch_group_326;
/* block group 327 */
extern int larch_group_327;
/* block group 328 */
extern int larch_group_328;
/* block group 329 */
extern int larch_group_329;
/* block group 330 */
extern int larch_group_330;
/* block group 331 */
extern int larch_group_331;
/* block group 332 */
extern int larch_group_332;
/* block group 333 */
extern int larch_group_333;
/* block group 334 */
extern int larch_group_334;
/* block group 335 */
extern int larch_group_335;
/* block group 336 */
extern int larch_group_336;
/* block group 337 */
extern int larch_group_337;
/* block group 338 */
extern int larch_group_338;
/* block group 339 */
extern int larch_group_339;
/* block group 340 */
extern int larch_group_340;
/* block group 341 */
extern int larch_group_341;
/* block group 342 */
extern int larch_group_342;
/* block group 343 */
extern int larch_group_343;
/* block group 344 */
extern int larch_group_344;
/* block group 345 */
extern int larch_group_345;
/* block group 346 */
extern int larch_group_346;
/* block group 347 */
extern int larch_group_347;
/* block group 348 */
extern int larch_group_348;
/* block group 349 */
extern int larch_group_349;
/* block group 350 */
extern int larch_group_350;
/* block group 351 */
extern int larch_group_351;
/* block group 352 */
extern int larch_group_352;
/* block group 353 */
extern int larch_group_353;
/* block group 354 */
extern int larch_group_354;
/* block group 355 */
extern int larch_group_355;
/* block group 356 */
extern int larch_group_356;
/* block group 357 */
extern int larch_group_357;
/* block group 358 */
extern int larch_group_358;
/* block group 359 */
extern int larch_group_359;
/* block group 360 */
extern int larch_group_360;
/* block group 361 */
extern int larch_group_361;
/* block group 362 */
extern int larch_group_362;
/* block group 363 */
extern int larch_group_363;
/* block group 364 */
extern int larch_group_364;
/* block group 365 */
extern int larch_group_365;
/* block group 366 */
extern int larch_group_366;
/* block group 367 */
extern int larch_group_367;
/* block group 368 */
extern int larch_group_368;
/* block group 369 */
extern int larch_group_369;
/* block group 370 */
extern int larch_group_370;
/* block group 371 */
extern int larch_group_371;
/* block group 372 */
extern int larch_group_372;
/* block group 373 */
extern int larch_group_373;
/* block group 374 */
extern int larch_group_374;
/* block group 375 */
extern int larch_group_375;
/* block group 376 */
extern int larch_group_376;
/* block group 377 */
extern int larch_group_377;
/* block group 378 */
extern int larch_group_378;
/* block group 379 */
extern int larch_group_379;
/* block group 380 */
extern int larch_group_380;
/* block group 381 */
extern int larch_group_381;
/* block group 382 */
extern int larch_group_382;
/* block group 383 */
extern int larch_group_383;
/* block group 384 */
extern int larch_group_384;
/* block group 385 */
extern int larch_group_385;
/* block group 386 */
extern int larch_group_386;
/* block group 387 */
extern int larch_group_387;
/* block group 388 */
extern int larch_group_388;
/* block group 389 */
extern int larch_group_389;
/* block group 390 */
extern int larch_group_390;
/* block group 391 */
extern int larch_group_391;
/* block group 392 */
extern int larch_group_392;
/* block group 393 */
extern int larch_group_393;
/* block group 394 */
extern int larch_group_394;
/* block group 395 */
extern int larch_group_395;
/* block group 396 */
extern int larch_group_396;
/* block group 397 */
extern int larch_group_397;
/* block group 398 */
extern int larch_group_398;
/* block group 399 */
extern int larch_group_399;
/* block group 400 */
extern int larch_group_400;
/* block group 401 */
extern int larch_group_401;
/* block group 402 */
extern int larch_group_402;
/* block group 403 */
extern int larch_group_403;
/* block group 404 */
extern int larch_group_404;
/* block group 405 */
extern int larch_group_405;
/* block group 406 */
extern int larch_group_406;
/* block group 407 */
extern int larch_group_407;
/* block group 408 */
extern int larch_group_408;
/* block group 409 */
extern int larch_group_409;
/* block group 410 */
extern int larch_group_410;
/* block group 411 */
extern int larch_group_411;
/* block group 412 */
extern int larch_group_412;
/* block group 413 */
extern int larch_group_413;
/* block group 414 */
extern int larch_group_414;
/* block group 415 */
extern int larch_group_415;
/* block group 416 */
extern int larch_group_416;
/* block group 417 */
extern int larch_group_417;
/* block group 418 */
extern int larch_group_418;
/* block group 419 */
extern int larch_group_419;
/* block group 420 */
extern int larch_group_420;
/* block group 421 */
extern int larch_group_421;
/* block group 422 */
extern int larch_group_422;
/* block group 423 */
extern int larch_group_423;
/* block group 424 */
extern int larch_group_424;
/* block group 425 */
extern int larch_group_425;
/* block group 426 */
extern int larch_group_426;
/* block group 427 */
extern int larch_group_427;
/* block group 428 */
extern int larch_group_428;
/* block group 429 */
extern int larch_group_429;
/* block group 430 */
extern int larch_group_430;
/* block group 431 */
extern int larch_group_431;
/* block group 432 */
extern int larch_group_432;
/* block group 433 */
extern int larch_group_433;
/* block group 434 */
extern int larch_group_434;
/* block group 435 */
extern int larch_group_435;
/* block group 436 */
extern int larch_group_436;
/* block group 437 */
extern int larch_group_437;
/* block group 438 */
extern int larch_group_438;
/* block group 439 */
extern int larch_group_439;
/* block group 440 */
extern int larch_group_440;
/* block group 441 */
extern int larch_group_441;
/* block group 442 */
extern int larch_group_442;
/* block group 443 */
extern int larch_group_443;
/* block group 444 */
extern int larch_group_444;
/* block group 445 */
extern int larch_group_445;
/* block group 446 */
extern int larch_group_446;
/* block group 447 */
extern int larch_group_447;
/* block group 448 */
extern int larch_group_448;
/* block group 449 */
extern int larch_group_449;
/* block group 450 */
extern int larch_group_450;
/* block group 451 */
extern int larch_group_451;
/* block group 452 */
extern int larch_group_452;
/* block group 453 */
extern int larch_group_453;
/* block group 454 */
extern int larch_group_454;
/* block group 455 */
extern int larch_group_455;
/* block group 456 */
extern int larch_group_456;
/* block group 457 */
extern int larch_group_457;
/* block group 458 */
extern int larch_group_458;
/* block group 459 */
extern int larch_group_459;
/* block group 460 */
extern int larch_group_460;
/* block group 461 */
extern int larch_group_461;
/* block group 462 */
extern int larch_group_462;
/* block group 463 */
extern int larch_group_463;
/* block group 464 */
extern int larch_group_464;
/* block group 465 */
extern int larch_group_465;
/* block group 466 */
extern int larch_group_466;
/* block group 467 */
extern int larch_group_467;
/* block group 468 */
extern int larch_group_468;
/* block group 469 */
extern int larch_group_469;
/* block group 470 */
extern int larch_group_470;
/* block group 471 */
extern int larch_group_471;
/* block group 472 */
extern int larch_group_472;
/* block group 473 */
extern int larch_group_473;
/* block group 474 */
extern int larch_group_474;
/* block group 475 */
extern int larch_group_475;
/* block group 476 */
extern int larch_group_476;
/* block group 477 */
extern int larch_group_477;
/* block group 478 */
extern int larch_group_478;
/* block group 479 */
extern int larch_group_479;
/* block group 480 */
extern int larch_group_480;
/* block group 481 */
extern int larch_group_481;
/* block group 482 */
extern int larch_group_482;
/* block group 483 */
extern int larch_group_483;
/* block group 484 */
extern int larch_group_484;
/* block group 485 */
extern int larch_group_485;
/* block group 486 */
extern int larch_group_486;
/* block group 487 */
extern int larch_group_487;
/* block group 488 */
extern int larch_group_488;
/* block group 489 */
extern int larch_group_489;
/* block group 490 */
extern int larch_group_490;
/* block group 491 */
extern int larch_group_491;
/* block group 492 */
extern int larch_group_492;
/* block group 493 */
extern int larch_group_493;
/* block group 494 */
extern int larch_group_494;
/* block group 495 */
extern int larch_group_495;
/* block group 496 */
extern int larch_group_496;
/* block group 497 */
extern int larch_group_497;
/* block group 498 */
extern int larch_group_498;
/* block group 499 */
extern int larch_group_499;
/* block group 500 */
extern int larch_group_500;
/* block group 501 */
extern int larch_group_501;
/* block group 502 */
extern int larch_group_502;
/* block group 503 */
extern int larch_group_503;
/* block group 504 */
extern int larch_group_504;
/* block group 505 */
extern int larch_group_505;
/* block group 506 */
extern int larch_group_506;
/* block group 507 */
extern int larch_group_507;
/* block group 508 */
extern int larch_group_508;
/* block group 509 */
extern int larch_group_509;
/* block group 510 */
extern int larch_group_510;
/* block group 511 */
extern int larch_group_511;
/* block group 512 */
extern int larch_group_512;
/* block group 513 */
extern int larch_group_513;
/* block group 514 */
extern int larch_group_514;
/* block group 515 */
extern int larch_group_515;
/* block group 516 */
extern int larch_group_516;
/* block group 517 */
extern int larch_group_517;
/* block group 518 */
extern int larch_group_518;
/* block group 519 */
extern int larch_group_519;
/* block group 520 */
extern int larch_group_520;
/* block group 521 */
extern int larch_group_521;
/* block group 522 */
extern int larch_group_522;
/* block group 523 */
extern int larch_group_523;
/* block group 524 */
extern int larch_group_524;
/* block group 525 */
extern int larch_group_525;
/* block group 526 */
extern int larch_group_526;
/* block group 527 */
extern int larch_group_527;
/* block group 528 */
extern int larch_group_528;
/* block group 529 */
extern int larch_group_529;
/* block group 530 */
extern int larch_group_530;
/* block group 531 */
extern int larch_group_531;
/* block group 532 */
extern int larch_group_532;
/* block group 533 */
extern int larch_group_533;
/* block group 534 */
extern int larch_group_534;
/* block group 535 */
extern int larch_group_535;
/* block group 536 */
extern int larch_group_536;
/* block group 537 */
extern int larch_group_537;
/* block group 538 */
extern int larch_group_538;
/* block group 539 */
extern int larch_group_539;
/* block group 540 */
extern int larch_group_540;
/* block group 541 */
extern int larch_group_541;
/* block group 542 */
extern int larch_group_542;
/* block group 543 */
extern int larch_group_543;
/* block group 544 */
extern int larch_group_544;
/* block group 545 */
extern int larch_group_545;
/* block group 546 */
extern int larch_group_546;
/* block group 547 */
extern int larch_group_547;
/* block group 548 */
extern int larch_group_548;
/* block group 549 */
extern int larch_group_549;
/* block group 550 */
extern int larch_group_550;
/* block group 551 */
extern int larch_group_551;
/* block group 552 */
extern int larch_group_552;
/* block group 553 */
extern int larch_group_553;
/* block group 554 */
extern int larch_group_554;
/* block group 555 */
extern int larch_group_555;
/* block group 556 */
extern int larch_group_556;
/* block group 557 */
extern int larch_group_557;
/* block group 558 */
extern int larch_group_558;
/* block group 559 */
extern int larch_group_559;
/* block group 560 */
extern int larch_group_560;
/* block group 561 */
extern int larch_group_561;
/* block group 562 */
extern int larch_group_562;
/* block group 563 */
extern int larch_group_563;
/* block group 564 */
extern int larch_group_564;
/* block group 565 */
extern int larch_group_565;
/* block group 566 */
extern int larch_group_566;
/* block group 567 */
extern int larch_group_567;
/* block group 568 */
extern int larch_group_568;
/* block group 569 */
extern int larch_group_569;
/* block group 570 */
extern int larch_group_570;
/* block group 571 */
extern int larch_group_571;
/* block group 572 */
extern int larch_group_572;
/* block group 573 */
extern int larch_group_573;
/* block group 574 */
extern int larch_group_574;
/* block group 575 */
extern int larch_group_575;
/* block group 576 */
extern int larch_group_576;
/* block group 577 */
extern int larch_group_577;
/* block group 578 */
extern int larch_group_578;
/* block group 579 */
extern int larch_group_579;
/* block group 580 */
extern int larch_group_580;
/* block group 581 */
extern int larch_group_581;
/* block group 582 */
extern int larch_group_582;
/* block group 583 */
extern int larch_group_583;
/* block group 584 */
extern int larch_group_584;
/* block group 585 */
extern int larch_group_585;
/* block group 586 */
extern int larch_group_586;
/* block group 587 */
extern int larch_group_587;
/* block group 588 */
extern int larch_group_588;
/* block group 589 */
extern int larch_group_589;
/* block group 590 */
extern int larch_group_590;
/* block group 591 */
extern int larch_group_591;
/* block group 592 */
extern int larch_group_592;
/* block group 593 */
extern int larch_group_593;
/* block group 594 */
extern int larch_group_594;
/* block group 595 */
extern int larch_group_595;
/* block group 596 */
extern int larch_group_596;
/* block group 597 */
extern int larch_group_597;
/* block group 598 */
extern int larch_group_598;
/* block group 599 */
extern int larch_group_599;
/* block group 600 */
extern int larch_group_600;
/* block group 601 */
extern int larch_group_601;
/* block group 602 */
extern int larch_group_602;
/* block group 603 */
extern int larch_group_603;
/* block group 604 */
extern int larch_group_604;
/* block group 605 */
extern int larch_group_605;
/* block group 606 */
extern int larch_group_606;
/* block group 607 */
extern int larch_group_607;
/* block group 608 */
extern int larch_group_608;
/* block group 609 */
extern int larch_group_609;
/* block group 610 */
extern int larch_group_610;
/* block group 611 */
extern int larch_group_611;
/* block group 612 */
extern int larch_group_612;
/* block group 613 */
extern int larch_group_613;
/* block group 614 */
extern int larch_group_614;
/* block group 615 */
extern int larch_group_615;
/* block group 616 */
extern int larch_group_616;
/* block group 617 */
extern int larch_group_617;
/* block group 618 */
extern int larch_group_618;
/* block group 619 */
extern int larch_group_619;
/* block group 620 */
extern int larch_group_620;
/* block group 621 */
extern int larch_group_621;
/* block group 622 */
extern int larch_group_622;
/* block group 623 */
extern int larch_group_623;
/* block group 624 */
extern int larch_group_624;
/* block group 625 */
extern int larch_group_625;
/* block group 626 */
extern int larch_group_626;
/* block group 627 */
extern int larch_group_627;
/* block group 628 */
extern int larch_group_628;
/* block group 629 */
extern int larch_group_629;
/* block group 630 */
extern int larch_group_630;
/* block group 631 */
extern int larch_group_631;
/* block group 632 */
extern int larch_group_632;
/* block group 633 */
extern int larch_group_633;
/* block group 634 */
extern int larch_group_634;
/* block group 635 */
extern int larch_group_635;
/* block group 636 */
extern int larch_group_636;
/* block group 637 */
extern int larch_group_637;
/* block group 638 */
extern int larch_group_638;
/* block group 639 */
extern int larch_group_639;
/* block group 640 */
extern int larch_group_640;
/* block group 641 */
extern int larch_group_641;
/* block group 642 */
extern int larch_group_642;
/* block group 643 */
extern int larch_group_643;
/* block group 644 */
extern int larch_group_644;
/* block group 645 */
extern int larch_group_645;
/* block group 646 */
extern int larch_group_646;
/* block group 647 */
extern int larch_group_647;
/* block group 648 */
extern int larch_group_648;
/* block group 649 */
extern int larch_group_649;
/* block group 650 */
extern int larch_group_650;
/* block group 651 */
extern int larch_group_651;
/* block group 652 */
extern int larch_group_652;
/* block group 653 */
extern int larch_group_653;
/* block group 654 */
extern int larch_group_654;
/* block group 655 */
extern int larch_group_655;
/* block group 656 */
extern int larch_group_656;
/* block group 657 */
extern int larch_group_657;
/* block group 658 */
extern int larch_group_658;
/* block group 659 */
extern int larch_group_659;
/* block group 660 */
extern int larch_group_660;
/* block group 661 */
extern int larch_group_661;
/* block group 662 */
extern int larch_group_662;
/* block group 663 */
extern int larch_group_663;
/* block group 664 */
extern int larch_group_664;
/* block group 665 */
extern int larch_group_665;
/* block group 666 */
extern int larch_group_666;
/* block group 667 */
extern int larch_group_667;
/* block group 668 */
extern int larch_group_668;
/* block group 669 */
extern int larch_group_669;
/* block group 670 */
extern int larch_group_670;
/* block group 671 */
extern int larch_group_671;
/* block group 672 */
extern int larch_group_672;
/* block group 673 */
extern int larch_group_673;
/* block group 674 */
extern int larch_group_674;
/* block group 675 */
extern int larch_group_675;
/* block group 676 */
extern int larch_group_676;
/* block group 677 */
extern int larch_group_677;
/* block group 678 */
extern int larch_group_678;
/* block group 679 */
extern int larch_group_679;
/* block group 680 */
extern int larch_group_680;
/* block group 681 */
extern int larch_group_681;
/* block group 682 */
extern int larch_group_682;
/* block group 683 */
extern int larch_group_683;
/* block group 684 */
extern int larch_group_684;
/* block group 685 */
extern int larch_group_685;
/* block group 686 */
extern int larch_group_686;
/* block group 687 */
extern int larch_group_687;
/* block group 688 */
extern int larch_group_688;
/* block group 689 */
extern int larch_group_689;
/* block group 690 */
extern int larch_group_690;
/* block group 691 */
extern int larch_group_691;
/* block group 692 */
extern int larch_group_692;
/* block group 693 */
extern int larch_group_693;
/* block group 694 */
extern int larch_group_694;
/* block group 695 */
extern int larch_group_695;
/* block group 696 */
extern int larch_group_696;
/* block group 697 */
extern int larch_group_697;
/* block group 698 */
extern int larch_group_698;
/* block group 699 */
extern int larch_group_699;
/* block group 700 */
extern int larch_group_700;
/* block group 701 */
extern int larch_group_701;
/* block group 702 */
extern int larch_group_702;
/* block group 703 */
extern int larch_group_703;
/* block group 704 */
extern int larch_group_704;
/* block group 705 */
extern int larch_group_705;
/* block group 706 */
extern int larch_group_706;
/* block group 707 */
extern int larch_group_707;
/* block group 708 */
extern int larch_group_708;
/* block group 709 */
extern int larch_group_709;
/* block group 710 */
extern int larch_group_710;
/* block group 711 */
extern int larch_group_711;
/* block group 712 */
extern int larch_group_712;
/* block group 713 */
extern int larch_group_713;
/* block group 714 */
extern int larch_group_714;
/* block group 715 */
extern int larch_group_715;
/* block group 716 */
extern int larch_group_716;
/* block group 717 */
extern int larch_group_717;
/* block group 718 */
extern int larch_group_718;
/* block group 719 */
extern int larch_group_719;
/* block group 720 */
extern int larch_group_720;
/* block group 721 */
extern int larch_group_721;
/* block group 722 */
extern int larch_group_722;
/* block group 723 */
extern int larch_group_723;
/* block group 724 */
extern int larch_group_724;
/* block group 725 */
extern int larch_group_725;
/* block group 726 */
extern int larch_group_726;
/* block group 727 */
extern int larch_group_727;
/* block group 728 */
extern int larch_group_728;
/* block group 729 */
extern int larch_group_729;
/* block group 730 */
extern int larch_group_730;
/* block group 731 */
extern int larch_group_731;
/* block group 732 */
extern int larch_group_732;
/* block group 733 */
extern int larch_group_733;
/* block group 734 */
extern int larch_group_734;
/* block group 735 */
extern int larch_group_735;
/* block group 736 */
extern int larch_group_736;
/* block group 737 */
extern int larch_group_737;
/* block group 738 */
extern int larch_group_738;
/* block group 739 */
extern int larch_group_739;
/* block group 740 */
extern int larch_group_740;
/* block group 741 */
extern int larch_group_741;
/* block group 742 */
extern int larch_group_742;
/* block group 743 */
extern int larch_group_743;
/* block group 744 */
extern int larch_group_744;
/* block group 745 */
extern int larch_group_745;
/* block group 746 */
extern int larch_group_746;
/* block group 747 */
extern int larch_group_747;
/* block group 748 */
extern int larch_group_748;
/* block group 749 */
extern int larch_group_749;
/* block group 750 */
extern int larch_group_750;
/* block group 751 */
extern int larch_group_751;
/* block group 752 */
extern int larch_group_752;
/* block group 753 */
extern int larch_group_753;
/* block group 754 */
extern int larch_group_754;
/* block group 755 */
extern int larch_group_755;
/* block group 756 */
extern int larch_group_756;
/* block group 757 */
extern int larch_group_757;
/* block group 758 */
extern int larch_group_758;
/* block group 759 */
extern int larch_group_759;
/* block group 760 */
extern int larch_group_760;
/* block group 761 */
extern int larch_group_761;
/* block group 762 */
extern int larch_group_762;
/* block group 763 */
extern int larch_group_763;
/* block group 764 */
extern int larch_group_764;
/* block group 765 */
extern int larch_group_765;
/* block group 766 */
extern int larch_group_766;
/* block group 767 */
extern int larch_group_767;
/* block group 768 */
extern int larch_group_768;
/* block group 769 */
extern int larch_group_769;
/* block group 770 */
extern int larch_group_770;
/* block group 771 */
extern int larch_group_771;
/* block group 772 */
extern int larch_group_772;
/* block group 773 */
extern int larch_group_773;
/* block group 774 */
extern int larch_group_774;
/* block group 775 */
extern int larch_group_775;
/* block group 776 */
extern int larch_group_776;
/* block group 777 */
extern int larch_group_777;
/* block group 778 */
extern int larch_group_778;
/* block group 779 */
extern int larch_group_779;
/* block group 780 */
extern int larch_group_780;
/* block group 781 */
extern int larch_group_781;
/* block group 782 */
extern int larch_group_782;
/* block group 783 */
extern int larch_group_783;
/* block group 784 */
extern int larch_group_784;
/* block group 785 */
extern int larch_group_785;
/* block group 786 */
extern int larch_group_786;
/* block group 787 */
extern int larch_group_787;
/* block group 788 */
extern int larch_group_788;
/* block group 789 */
extern int larch_group_789;
/* block group 790 */
extern int larch_group_790;
/* block group 791 */
extern int larch_group_791;
/* block group 792 */
extern int larch_group_792;
/* block group 793 */
extern int larch_group_793;
/* block group 794 */
extern int larch_group_794;
/* block group 795 */
extern int larch_group_795;
/* block group 796 */
extern int larch_group_796;
/* block group 797 */
extern int larch_group_797;
/* block group 798 */
extern int larch_group_798;
/* block group 799 */
extern int larch_group_799;
/* block group 800 */
extern int larch_group_800;
/* block group 801 */
extern int larch_group_801;
/* block group 802 */
extern int larch_group_802;
/* block group 803 */
extern int larch_group_803;
/* block group 804 */
extern int larch_group_804;
/* block group 805 */
extern int larch_group_805;
/* block group 806 */
extern int larch_group_806;
/* block group 807 */
extern int larch_group_807;
/* block group 808 */
extern int larch_group_808;
/* block group 809 */
extern int larch_group_809;
/* block group 810 */
extern int larch_group_810;
/* block group 811 */
extern int larch_group_811;
/* block group 812 */
extern int larch_group_812;
/* block group 813 */
extern int larch_group_813;
/* block group 814 */
extern int larch_group_814;
/* block group 815 */
extern int larch_group_815;
/* block group 816 */
extern int larch_group_816;
/* block group 817 */
extern int larch_group_817;
/* block group 818 */
extern int larch_group_818;
/* block group 819 */
extern int larch_group_819;
/* block group 820 */
extern int larch_group_820;
/* block group 821 */
extern int larch_group_821;
/* block group 822 */
extern int larch_group_822;
/* block group 823 */
extern int larch_group_823;
/* block group 824 */
extern int larch_group_824;
/* block group 825 */
extern int larch_group_825;
/* block group 826 */
extern int larch_group_826;
/* block group 827 */
extern int larch_group_827;
/* block group 828 */
extern int larch_group_828;
/* block group 829 */
extern int larch_group_829;
/* block group 830 */
extern int larch_group_830;
/* block group 831 */
extern int larch_group_831;
/* block group 832 */
extern int larch_group_832;
/* block group 833 */
extern int larch_group_833;
/* block group 834 */
extern int larch_group_834;
/* block group 835 */
extern int larch_group_835;
/* block group 836 */
extern int larch_group_836;
/* block group 837 */
extern int larch_group_837;
/* block group 838 */
extern int larch_group_838;
/* block group 839 */
extern int larch_group_839;
/* block group 840 */
extern int larch_group_840;
/* block group 841 */
extern int larch_group_841;
/* block group 842 */
extern int larch_group_842;
/* block group 843 */
extern int larch_group_843;
/* block group 844 */
extern int larch_group_844;
/* block group 845 */
extern int larch_group_845;
/* block group 846 */
extern int larch_group_846;
/* block group 847 */
extern int larch_group_847;
/* block group 848 */
extern int larch_group_848;
/* block group 849 */
extern int larch_group_849;
/* block group 850 */
extern int larch_group_850;
/* block group 851 */
extern int larch_group_851;
/* block group 852 */
extern int larch_group_852;
/* block group 853 */
extern int larch_group_853;
/* block group 854 */
extern int larch_group_854;
/* block group 855 */
extern int larch_group_855;
/* block group 856 */
extern int larch_group_856;
/* block group 857 */
extern int larch_group_857;
/* block group 858 */
extern int larch_group_858;
/* block group 859 */
extern int larch_group_859;
/* block group 860 */
extern int larch_group_860;
/* block group 861 */
extern int larch_group_861;
/* block group 862 */
extern int larch_group_862;
/* block group 863 */
extern int larch_group_863;
/* block group 864 */
extern int larch_group_864;
/* block group 865 */
extern int larch_group_865;
/* block group 866 */
extern int larch_group_866;
/* block group 867 */
extern int larch_group_867;
/* block group 868 */
extern int larch_group_868;
/* block group 869 */
extern int larch_group_869;
/* block group 870 */
extern int larch_group_870;
/* block group 871 */
extern int larch_group_871;
/* block group 872 */
extern int larch_group_872;
/* block group 873 */
extern int larch_group_873;
/* block group 874 */
extern int larch_group_874;
/* block group 875 */
extern int larch_group_875;
/* block group 876 */
extern int larch_group_876;
/* block group 877 */
extern int larch_group_877;
/* block group 878 */
extern int larch_group_878;
/* block group 879 */
extern int larch_group_879;
/* block group 880 */
extern int larch_group_880;
/* block group 881 */
extern int larch_group_881;
/* block group 882 */
extern int larch_group_882;
/* block group 883 */
extern int larch_group_883;
/* block group 884 */
extern int larch_group_884;
/* block group 885 */
extern int larch_group_885;
/* block group 886 */
extern int larch_group_886;
/* block group 887 */
extern int larch_group_887;
/* block group 888 */
extern int larch_group_888;
/* block group 889 */
extern int larch_group_889;
/* block group 890 */
extern int larch_group_890;
/* block group 891 */
extern int larch_group_891;
/* block group 892 */
extern int larch_group_892;
/* block group 893 */
extern int larch_group_893;
/* block group 894 */
extern int larch_group_894;
/* block group 895 */
extern int larch_group_895;
/* block group 896 */
extern int larch_group_896;
/* block group 897 */
extern int larch_group_897;
/* block group 898 */
extern int larch_group_898;
/* block group 899 */
extern int larch_group_899;
/* block group 900 */
extern int larch_group_900;
/* block group 901 */
extern int larch_group_901;
/* block group 902 */
extern int larch_group_902;
/* block group 903 */
extern int larch_group_903;
/* block group 904 */
extern int larch_group_904;
/* block group 905 */
extern int larch_group_905;
/* block group 906 */
extern int larch_group_906;
/* block group 907 */
extern int larch_group_907;
/* block group 908 */
extern int larch_group_908;
/* block group 909 */
extern int larch_group_909;
/* block group 910 */
extern int larch_group_910;
/* block group 911 */
extern int larch_group_911;
/* block group 912 */
extern int larch_group_912;
/* block group 913 */
extern int larch_group_913;
/* block group 914 */
extern int larch_group_914;
/* block group 915 */
extern int larch_group_915;
/* block group 916 */
extern int larch_group_916;
/* block group 917 */
extern int larch_group_917;
/* block group 918 */
extern int larch_group_918;
/* block group 919 */
extern int larch_group_919;
/* block group 920 */
extern int larch_group_920;
/* block group 921 */
extern int larch_group_921;
/* block group 922 */
extern int larch_group_922;
/* block group 923 */
extern int larch_group_923;
/* block group 924 */
extern int larch_group_924;
/* block group 925 */
extern int larch_group_925;
/* block group 926 */
extern int larch_group_926;
/* block group 927 */
extern int larch_group_927;
/* block group 928 */
extern int larch_group_928;
/* block group 929 */
extern int larch_group_929;
/* block group 930 */
extern int larch_group_930;
/* block group 931 */
extern int larch_group_931;
/* block group 932 */
extern int larch_group_932;
/* block group 933 */
extern int larch_group_933;
/* block group 934 */
extern int larch_group_934;
/* block group 935 */
extern int larch_group_935;
/* block group 936 */
extern int larch_group_936;
/* block group 937 */
extern int larch_group_937;
/* block group 938 */
extern int larch_group_938;
/* block group 939 */
extern int larch_group_939;
/* block group 940 */
extern int larch_group_940;
/* block group 941 */
extern int larch_group_941;
/* block group 942 */
extern int larch_group_942;
/* block group 943 */
extern int larch_group_943;
/* block group 944 */
extern int larch_group_944;
/* block group 945 */
extern int larch_group_945;
/* block group 946 */
extern int larch_group_946;
/* block group 947 */
extern int larch_group_947;
/* block group 948 */
extern int larch_group_948;
/* block group 949 */
extern int larch_group_949;
/* block group 950 */
extern int larch_group_950;
/* block group 951 */
extern int larch_group_951;
/* block group 952 */
extern int larch_group_952;
/* block group 953 */
extern int larch_group_953;
/* block group 954 */
extern int larch_group_954;
/* block group 955 */
extern int larch_group_955;
/* block group 956 */
extern int larch_group_956;
/* block group 957 */
extern int larch_group_957;
/* block group 958 */
extern int larch_group_958;
/* block group 959 */
extern int larch_group_959;
/* block group 960 */
extern int larch_group_960;
/* block group 961 */
extern int larch_group_961;
/* block group 962 */
extern int larch_group_962;
/* block group 963 */
extern int larch_group_963;
/* block group 964 */
extern int larch_group_964;
/* block group 965 */
extern int larch_group_965;
/* block group 966 */
extern int larch_group_966;
/* block group 967 */
extern int larch_group_967;
/* block group 968 */
extern int larch_group_968;
/* block group 969 */
extern int larch_group_969;
/* block group 970 */
extern int larch_group_970;
/* block group 971 */
extern int larch_group_971;
/* block group 972 */
extern int larch_group_972;
/* block group 973 */
extern int larch_group_973;
/* block group 974 */
extern int larch_group_974;
/* block group 975 */
extern int larch_group_975;
/* block group 976 */
extern int larch_group_976;
/* block group 977 */
extern int larch_group_977;
/* block group 978 */
extern int larch_group_978;
/* block group 979 */
extern int larch_group_979;
/* block group 980 */
extern int larch_group_980;
/* block group 981 */
extern int larch_group_981;
/* block group 982 */
extern int larch_group_982;
/* block group 983 */
extern int larch_group_983;
/* block group 984 */
extern int larch_group_984;
/* block group 985 */
extern int larch_group_985;
/* block group 986 */
extern int larch_group_986;
/* block group 987 */
extern int larch_group_987;
/* block group 988 */
extern int larch_group_988;
/* block group 989 */
extern int larch_group_989;
/* block group 990 */
extern int larch_group_990;
/* block group 991 */
extern int larch_group_991;
/* block group 992 */
extern int larch_group_992;
/* block group 993 */
extern int larch_group_993;
/* block group 994 */
extern int larch_group_994;
/* block group 995 */
extern int larch_group_995;
/* block group 996 */
extern int larch_group_996;
/* block group 997 */
extern int larch_group_997;
/* block group 998 */
extern int larch_group_998;
/* block group 999 */
extern int larch_group_999;
/* block group 1000 */
extern int larch_group_1000;
/* block group 1001 */
extern int larch_group_1001;
/* block group 1002 */
extern int larch_group_1002;
/* block group 1003 */
extern int larch_group_1003;
/* block group 1004 */
extern int larch_group_1004;
/* block group 1005 */
extern int larch_group_1005;
/* block group 1006 */
extern int larch_group_1006;
/* block group 1007 */
extern int larch_group_1007;
/* block group 1008 */
extern int larch_group_1008;
/* block group 1009 */
extern int larch_group_1009;
/* block group 1010 */
extern int larch_group_1010;
/* block group 1011 */
extern int larch_group_1011;
/* block group 1012 */
extern int larch_group_1012;
/* block group 1013 */
extern int larch_group_1013;
/* block group 1014 */
extern int larch_group_1014;
/* block group 1015 */
extern int larch_group_1015;
/* block group 1016 */
extern int larch_group_1016;
/* block group 1017 */
extern int larch_group_1017;
/* block group 1018 */
extern int larch_group_1018;
/* block group 1019 */
extern int larch_group_1019;
/* block group 1020 */
extern int larch_group_1020;
/* block group 1021 */
extern int larch_group_1021;
/* block group 1022 */
extern int larch_group_1022;
/* block group 1023 */
extern int larch_group_1023;
/* block group 1024 */
extern int larch_group_1024;
/* block group 1025 */
extern int larch_group_1025;
/* block group 1026 */
extern int larch_group_1026;
/* block group 1027 */
extern int larch_group_1027;
/* block group 1028 */
extern int larch_group_1028;
/* block group 1029 */
extern int larch_group_1029;
/* block group 1030 */
extern int larch_group_1030;
/* block group 1031 */
extern int larch_group_1031;
/* block group 1032 */
extern int larch_group_1032;
/* block group 1033 */
extern int larch_group_1033;
/* block group 1034 */
extern int larch_group_1034;
/* block group 1035 */
extern int larch_group_1035;
/* block group 1036 */
extern int larch_group_1036;
/* block group 1037 */
extern int larch_group_1037;
/* block group 1038 */
extern int larch_group_1038;
/* block group 1039 */
extern int larch_group_1039;
/* block group 1040 */
extern int larch_group_1040;
/* block group 1041 */
extern int larch_group_1041;
/* block group 1042 */
extern int larch_group_1042;
/* block group 1043 */
extern int larch_group_1043;
/* block group 1044 */
extern int larch_group_1044;
/* block group 1045 */
extern int larch_group_1045;
/* block group 1046 */
extern int larch_group_1046;
/* block group 1047 */
extern int larch_group_1047;
/* block group 1048 */
extern int larch_group_1048;
/* block group 1049 */
extern int larch_group_1049;
/* block group 1050 */
extern int larch_group_1050;
/* block group 1051 */
extern int larch_group_1051;
/* block group 1052 */
extern int larch_group_1052;
/* block group 1053 */
extern int larch_group_1053;
/* block group 1054 */
extern int larch_group_1054;
/* block group 1055 */
extern int larch_group_1055;
/* block group 1056 */
extern int larch_group_1056;
/* block group 1057 */
extern int larch_group_1057;
/* block group 1058 */
extern int larch_group_1058;
/* block group 1059 */
extern int larch_group_1059;
/* block group 1060 */
extern int larch_group_1060;
/* block group 1061 */
extern int larch_group_1061;
/* block group 1062 */
extern int larch_group_1062;
/* block group 1063 */
extern int larch_group_1063;
/* block group 1064 */
extern int larch_group_1064;
/* block group 1065 */
extern int larch_group_1065;
/* block group 1066 */
extern int larch_group_1066;
/* block group 1067 */
extern int larch_group_1067;
/* block group 1068 */
extern int larch_group_1068;
/* block group 1069 */
extern int larch_group_1069;
/* block group 1070 */
extern int larch_group_1070;
/* block group 1071 */
extern int larch_group_1071;
/* block group 1072 */
extern int larch_group_1072;
/* block group 1073 */
extern int larch_group_1073;
/* block group 1074 */
extern int larch_group_1074;
/* block group 1075 */
extern int larch_group_1075;
/* block group 1076 */
extern int larch_group_1076;
/* block group 1077 */
extern int larch_group_1077;
/* block group 1078 */
extern int larch_group_1078;
/* block group 1079 */
extern int larch_group_1079;
/* block group 1080 */
extern int larch_group_1080;
/* block group 1081 */
extern int larch_group_1081;
/* block group 1082 */
extern int larch_group_1082;
/* block group 1083 */
extern int larch_group_1083;
/* block group 1084 */
extern int larch_group_1084;
/* block group 1085 */
extern int larch_group_1085;
/* block group 1086 */
extern int larch_group_1086;
/* block group 1087 */
extern int larch_group_1087;
/* block group 1088 */
extern int larch_group_1088;
/* block group 1089 */
extern int larch_group_1089;
/* block group 1090 */
extern int larch_group_1090;
/* block group 1091 */
extern int larch_group_1091;
/* block group 1092 */
extern int larch_group_1092;
/* block group 1093 */
extern int larch_group_1093;
/* block group 1094 */
extern int larch_group_1094;
/* block group 1095 */
extern int larch_group_1095;
/* block group 1096 */
extern int larch_group_1096;
/* block group 1097 */
extern int larch_group_1097;
/* block group 1098 */
extern int larch_group_1098;
/* block group 1099 */
extern int larch_group_1099;
/* block group 1100 */
extern int larch_group_1100;
/* block group 1101 */
extern int larch_group_1101;
/* block group 1102 */
extern int larch_group_1102;
/* block group 1103 */
extern int larch_group_1103;
/* block group 1104 */
extern int larch_group_1104;
/* block group 1105 */
extern int larch_group_1105;
/* block group 1106 */
extern int larch_group_1106;
/* block group 1107 */
extern int larch_group_1107;
/* block group 1108 */
extern int larch_group_1108;
/* block group 1109 */
extern int larch_group_1109;
/* block group 1110 */
extern int larch_group_1110;
/* block group 1111 */
extern int larch_group_1111;
/* block group 1112 */
extern int larch_group_1112;
/* block group 1113 */
extern int larch_group_1113;
/* block group 1114 */
extern int larch_group_1114;
/* block group 1115 */
extern int larch_group_1115;
/* block group 1116 */
extern int larch_group_1116;
/* block group 1117 */
extern int larch_group_1117;
/* block group 1118 */
extern int larch_group_1118;
/* block group 1119 */
extern int larch_group_1119;
/* block group 1120 */
extern int larch_group_1120;
/* block group 1121 */
extern int larch_group_1121;
/* block group 1122 */
extern int larch_group_1122;
/* block group 1123 */
extern int larch_group_1123;
/* block group 1124 */
extern int larch_group_1124;
/* block group 1125 */
extern int larch_group_1125;
/* block group 1126 */
extern int larch_group_1126;
/* block group 1127 */
extern int larch_group_1127;
/* block group 1128 */
extern int larch_group_1128;
/* block group 1129 */
extern int larch_group_1129;
/* block group 1130 */
extern int larch_group_1130;
/* block group 1131 */
extern int larch_group_1131;
/* block group 1132 */
extern int larch_group_1132;
/* block group 1133 */
extern int larch_group_1133;
/* block group 1134 */
extern int larch_group_1134;
/* block group 1135 */
extern int larch_group_1135;
/* block group 1136 */
extern int larch_group_1136;
/* block group 1137 */
extern int larch_group_1137;
/* block group 1138 */
extern int larch_group_1138;
/* block group 1139 */
extern int larch_group_1139;
/* block group 1140 */
extern int larch_group_1140;
/* block group 1141 */
extern int larch_group_1141;
/* block group 1142 */
extern int larch_group_1142;
/* block group 1143 */
extern int larch_group_1143;
/* block group 1144 */
extern int larch_group_1144;
/* block group 1145 */
extern int larch_group_1145;
/* block group 1146 */
extern int larch_group_1146;
/* block group 1147 */
extern int larch_group_1147;
/* block group 1148 */
extern int larch_group_1148;
/* block group 1149 */
extern int larch_group_1149;
/* block group 1150 */
extern int larch_group_1150;
/* block group 1151 */
extern int larch_group_1151;
/* block group 1152 */
extern int larch_group_1152;
/* block group 1153 */
extern int larch_group_1153;
/* block group 1154 */
extern int larch_group_1154;
/* block group 1155 */
extern int larch_group_1155;
/* block group 1156 */
extern int larch_group_1156;
/* block group 1157 */
extern int larch_group_1157;
/* block group 1158 */
extern int larch_group_1158;
/* block group 1159 */
extern int larch_group_1159;
/* block group 1160 */
extern int larch_group_1160;
/* block group 1161 */
extern int larch_group_1161;
/* block group 1162 */
extern int larch_group_1162;
/* block group 1163 */
extern int larch_group_1163;
/* block group 1164 */
extern int larch_group_1164;
/* block group 1165 */
extern int larch_group_1165;
/* block group 1166 */
extern int larch_group_1166;
/* block group 1167 */
extern int larch_group_1167;
/* block group 1168 */
extern int larch_group_1168;
/* block group 1169 */
extern int larch_group_1169;
/* block group 1170 */
extern int larch_group_1170;
/* block group 1171 */
extern int larch_group_1171;
/* block group 1172 */
extern int larch_group_1172;
/* block group 1173 */
extern int larch_group_1173;
/* block group 1174 */
extern int larch_group_1174;
/* block group 1175 */
extern int larch_group_1175;
/* block group 1176 */
extern int larch_group_1176;
/* block group 1177 */
extern int larch_group_1177;
/* block group 1178 */
extern int larch_group_1178;
/* block group 1179 */
extern int larch_group_1179;
/* block group 1180 */
extern int larch_group_1180;
/* block group 1181 */
extern int larch_group_1181;
/* block group 1182 */
extern int larch_group_1182;
/* block group 1183 */
extern int larch_group_1183;
/* block group 1184 */
extern int larch_group_1184;
/* block group 1185 */
extern int larch_group_1185;
/* block group 1186 */
extern int larch_group_1186;
/* block group 1187 */
extern int larch_group_1187;
/* block group 1188 */
extern int larch_group_1188;
/* block group 1189 */
extern int larch_group_1189;
/* block group 1190 */
extern int larch_group_1190;
/* block group 1191 */
extern int larch_group_1191;
/* block group 1192 */
extern int larch_group_1192;
/* block group 1193 */
extern int larch_group_1193;
/* block group 1194 */
extern int larch_group_1194;
/* block group 1195 */
extern int larch_group_1195;
/* block group 1196 */
extern int larch_group_1196;
/* block group 1197 */
extern int larch_group_1197;
/* block group 1198 */
extern int larch_group_1198;
/* block group 1199 */
extern int larch_group_1199;
/* block group 1200 */
extern int larch_group_1200;
/* block group 1201 */
extern int larch_group_1201;
/* block group 1202 */
extern int larch_group_1202;
/* block group 1203 */
extern int larch_group_1203;
/* block group 1204 */
extern int larch_group_1204;
/* block group 1205 */
extern int larch_group_1205;
/* block group 1206 */
extern int larch_group_1206;
/* block group 1207 */
extern int larch_group_1207;
/* block group 1208 */
extern int larch_group_1208;
/* block group 1209 */
extern int larch_group_1209;
/* block group 1210 */
extern int larch_group_1210;
/* block group 1211 */
extern int larch_group_1211;
/* block group 1212 */
extern int larch_group_1212;
/* block group 1213 */
extern int larch_group_1213;
/* block group 1214 */
extern int larch_group_1214;
/* block group 1215 */
extern int larch_group_1215;
/* block group 1216 */
extern int larch_group_1216;
/* block group 1217 */
extern int larch_group_1217;
/* block group 1218 */
extern int larch_group_1218;
/* block group 1219 */
extern int larch_group_1219;
/* block group 1220 */
extern int larch_group_1220;
/* block group 1221 */
extern int larch_group_1221;
/* block group 1222 */
extern int larch_group_1222;
/* block group 1223 */
extern int larch_group_1223;
/* block group 1224 */
extern int larch_group_1224;
/* block group 1225 */
extern int larch_group_1225;
/* block group 1226 */
extern int larch_group_1226;
/* block group 1227 */
extern int larch_group_1227;
/* block group 1228 */
extern int larch_group_1228;
/* block group 1229 */
extern int larch_group_1229;
/* block group 1230 */
extern int larch_group_1230;
/* block group 1231 */
extern int larch_group_1231;
/* block group 1232 */
extern int larch_group_1232;
/* block group 1233 */
extern int larch_group_1233;
/* block group 1234 */
extern int larch_group_1234;
/* block group 1235 */
extern int larch_group_1235;
/* block group 1236 */
extern int larch_group_1236;
/* block group 1237 */
extern int larch_group_1237;
/* block group 1238 */
extern int larch_group_1238;
/* block group 1239 */
extern int larch_group_1239;
/* block group 1240 */
extern int larch_group_1240;
/* block group 1241 */
extern int larch_group_1241;
/* block group 1242 */
extern int larch_group_1242;
/* block group 1243 */
extern int larch_group_1243;
/* block group 1244 */
extern int larch_group_1244;
/* block group 1245 */
extern int larch_group_1245;
/* block group 1246 */
extern int larch_group_1246;
/* block group 1247 */
extern int larch_group_1247;
/* block group 1248 */
extern int larch_group_1248;
/* block group 1249 */
extern int larch_group_1249;
/* block group 1250 */
extern int larch_group_1250;
/* block group 1251 */
extern int larch_group_1251;
/* block group 1252 */
extern int larch_group_1252;
/* block group 1253 */
extern int larch_group_1253;
/* block group 1254 */
extern int larch_group_1254;
/* block group 1255 */
extern int larch_group_1255;
/* block group 1256 */
extern int larch_group_1256;
/* block group 1257 */
extern int larch_group_1257;
/* block group 1258 */
extern int larch_group_1258;
/* block group 1259 */
extern int larch_group_1259;
/* block group 1260 */
extern int larch_group_1260;
/* block group 1261 */
extern int larch_group_1261;
/* block group 1262 */
extern int larch_group_1262;
/* block group 1263 */
extern int larch_group_1263;
/* block group 1264 */
extern int larch_group_1264;
/* block group 1265 */
extern int larch_group_1265;
/* block group 1266 */
extern int larch_group_1266;
/* block group 1267 */
extern int larch_group_1267;
/* block group 1268 */
extern int larch_group_1268;
/* block group 1269 */
extern int larch_group_1269;
/* block group 1270 */
extern int larch_group_1270;
/* block group 1271 */
extern int larch_group_1271;
/* block group 1272 */
extern int larch_group_1272;
/* block group 1273 */
extern int larch_group_1273;
/* block group 1274 */
extern int larch_group_1274;
/* block group 1275 */
extern int larch_group_1275;
/* block group 1276 */
extern int larch_group_1276;
/* block group 1277 */
extern int larch_group_1277;
/* block group 1278 */
extern int larch_group_1278;
/* block group 1279 */
extern int larch_group_1279;
/* block group 1280 */
extern int larch_group_1280;
/* block group 1281 */
extern int larch_group_1281;
/* block group 1282 */
extern int larch_group_1282;
/* block group 1283 */
extern int larch_group_1283;
/* block group 1284 */
extern int larch_group_1284;
/* block group 1285 */
extern int larch_group_1285;
/* block group 1286 */
extern int larch_group_1286;
/* block group 1287 */
extern int larch_group_1287;
/* block group 1288 */
extern int larch_group_1288;
/* block group 1289 */
extern int larch_group_1289;
/* block group 1290 */
extern int larch_group_1290;
/* block group 1291 */
extern int larch_group_1291;
/* block group 1292 */
extern int larch_group_1292;
/* block group 1293 */
extern int larch_group_1293;
/* block group 1294 */
extern int larch_group_1294;
/* block group 1295 */
extern int larch_group_1295;
/* block group 1296 */
extern int larch_group_1296;
/* block group 1297 */
extern int larch_group_1297;
/* block group 1298 */
extern int larch_group_1298;
/* block group 1299 */
extern int larch_group_1299;
/* block group 1300 */
extern int larch_group_1300;
/* block group 1301 */
extern int larch_group_1301;
/* block group 1302 */
extern int larch_group_1302;
/* block group 1303 */
extern int larch_group_1303;
/* block group 1304 */
extern int larch_group_1304;
/* block group 1305 */
extern int larch_group_1305;
/* block group 1306 */
extern int larch_group_1306;
/* block group 1307 */
extern int larch_group_1307;
/* block group 1308 */
extern int larch_group_1308;
/* block group 1309 */
extern int larch_group_1309;
/* block group 1310 */
extern int larch_group_1310;
/* block group 1311 */
extern int larch_group_1311;
/* block group 1312 */
extern int larch_group_1312;
/* block group 1313 */
extern int larch_group_1313;
/* block group 1314 */
extern int larch_group_1314;
/* block group 1315 */
extern int larch_group_1315;
/* block group 1316 */
extern int larch_group_1316;
/* block group 1317 */
extern int larch_group_1317;
/* block group 1318 */
extern int larch_group_1318;
/* block group 1319 */
extern int larch_group_1319;
/* block group 1320 */
extern int larch_group_1320;
/* block group 1321 */
extern int larch_group_1321;
/* block group 1322 */
extern int larch_group_1322;
/* block group 1323 */
extern int larch_group_1323;
/* block group 1324 */
extern int larch_group_1324;
/* block group 1325 */
extern int larch_group_1325;
/* block group 1326 */
extern int larch_group_1326;
/* block group 1327 */
extern int larch_group_1327;
/* block group 1328 */
extern int larch_group_1328;
/* block group 1329 */
extern int larch_group_1329;
/* block group 1330 */
extern int larch_group_1330;
/* block group 1331 */
extern int larch_group_1331;
/* block group 1332 */
extern int larch_group_1332;
/* block group 1333 */
extern int larch_group_1333;
/* block group 1334 */
extern int larch_group_1334;
/* block group 1335 */
extern int larch_group_1335;
/* block group 1336 */
extern int larch_group_1336;
/* block group 1337 */
extern int larch_group_1337;
/* block group 1338 */
extern int larch_group_1338;
/* block group 1339 */
extern int larch_group_1339;
/* block group 1340 */
extern int larch_group_1340;
/* block group 1341 */
extern int larch_group_1341;
/* block group 1342 */
extern int larch_group_1342;
/* block group 1343 */
extern int larch_group_1343;
/* block group 1344 */
extern int larch_group_1344;
/* block group 1345 */
extern int larch_group_1345;
/* block group 1346 */
extern int larch_group_1346;
/* block group 1347 */
extern int larch_group_1347;
/* block group 1348 */
extern int larch_group_1348;
/* block group 1349 */
extern int larch_group_1349;
/* block group 1350 */
extern int larch_group_1350;
/* block group 1351 */
extern int larch_group_1351;
/* block group 1352 */
extern int larch_group_1352;
/* block group 1353 */
extern int larch_group_1353;
/* block group 1354 */
extern int larch_group_1354;
/* block group 1355 */
extern int larch_group_1355;
/* block group 1356 */
extern int larch_group_1356;
/* block group 1357 */
extern int larch_group_1357;
/* block group 1358 */
extern int larch_group_1358;
/* block group 1359 */
extern int larch_group_1359;
/* block group 1360 */
extern int larch_group_1360;
/* block group 1361 */
extern int larch_group_1361;
/* block group 1362 */
extern int larch_group_1362;
/* block group 1363 */
extern int larch_group_1363;
/* block group 1364 */
extern int larch_group_1364;
/* block group 1365 */
extern int larch_group_1365;
/* block group 1366 */
extern int larch_group_1366;
/* block group 1367 */
extern int larch_group_1367;
/* block group 1368 */
extern int larch_group_1368;
/* block group 1369 */
extern int larch_group_1369;
/* block group 1370 */
extern int larch_group_1370;
/* block group 1371 */
extern int larch_group_1371;
/* block group 1372 */
extern int larch_group_1372;
/* block group 1373 */
extern int larch_group_1373;
/* block group 1374 */
extern int larch_group_1374;
/* block group 1375 */
extern int larch_group_1375;
/* block group 1376 */
extern int larch_group_1376;
/* block group 1377 */
extern int larch_group_1377;
/* block group 1378 */
extern int larch_group_1378;
/* block group 1379 */
extern int larch_group_1379;
/* block group 1380 */
extern int larch_group_1380;
/* block group 1381 */
extern int larch_group_1381;
/* block group 1382 */
extern int larch_group_1382;
/* block group 1383 */
extern int larch_group_1383;
/* block group 1384 */
extern int larch_group_1384;
/* block group 1385 */
extern int larch_group_1385;
/* block group 1386 */
extern int larch_group_1386;
/* block group 1387 */
extern int larch_group_1387;
/* block group 1388 */
extern int larch_group_1388;
/* block group 1389 */
extern int larch_group_1389;
/* block group 1390 */
extern int larch_group_1390;
/* block group 1391 */
extern int larch_group_1391;
/* block group 1392 */
extern int larch_group_1392;
/* block group 1393 */
extern int larch_group_1393;
/* block group 1394 */
extern int larch_group_1394;
/* block group 1395 */
extern int larch_group_1395;
/* block group 1396 */
extern int larch_group_1396;
/* block group 1397 */
extern int larch_group_1397;
/* block group 1398 */
extern int larch_group_1398;
/* block group 1399 */
extern int larch_group_1399;
/* block group 1400 */
extern int larch_group_1400;
/* block group 1401 */
extern int larch_group_1401;
/* block group 1402 */
extern int larch_group_1402;
/* block group 1403 */
extern int larch_group_1403;
/* block group 1404 */
extern int larch_group_1404;
/* block group 1405 */
extern int larch_group_1405;
/* block group 1406 */
extern int larch_group_1406;
/* block group 1407 */
extern int larch_group_1407;
/* block group 1408 */
extern int larch_group_1408;
/* block group 1409 */
extern int larch_group_1409;
/* block group 1410 */
extern int larch_group_1410;
/* block group 1411 */
extern int larch_group_1411;
/* block group 1412 */
extern int larch_group_1412;
/* block group 1413 */
extern int larch_group_1413;
/* block group 1414 */
extern int larch_group_1414;
/* block group 1415 */
extern int larch_group_1415;
/* block group 1416 */
extern int larch_group_1416;
/* block group 1417 */
extern int larch_group_1417;
/* block group 1418 */
extern int larch_group_1418;
/* block group 1419 */
extern int larch_group_1419;
/* block group 1420 */
extern int larch_group_1420;
/* block group 1421 */
extern int larch_group_1421;
/* block group 1422 */
extern int larch_group_1422;
/* block group 1423 */
extern int larch_group_1423;
/* block group 1424 */
extern int larch_group_1424;
/* block group 1425 */
extern int larch_group_1425;
/* block group 1426 */
extern int larch_group_1426;
/* block group 1427 */
extern int larch_group_1427;
/* block group 1428 */
extern int larch_group_1428;
/* block group 1429 */
extern int larch_group_1429;
/* block group 1430 */
extern int larch_group_1430;
/* block group 1431 */
extern int larch_group_1431;
/* block group 1432 */
extern int larch_group_1432;
/* block group 1433 */
extern int larch_group_1433;
/* block group 1434 */
extern int larch_group_1434;
/* block group 1435 */
extern int larch_group_1435;
/* block group 1436 */
extern int larch_group_1436;
/* block group 1437 */
extern int larch_group_1437;
/* block group 1438 */
extern int larch_group_1438;
/* block group 1439 */
extern int larch_group_1439;
/* block group 1440 */
extern int larch_group_1440;
/* block group 1441 */
extern int larch_group_1441;
/* block group 1442 */
extern int larch_group_1442;
/* block group 1443 */
extern int larch_group_1443;
/* block group 1444 */
extern int larch_group_1444;
/* block group 1445 */
extern int larch_group_1445;
/* block group 1446 */
extern int larch_group_1446;
/* block group 1447 */
extern int larch_group_1447;
/* block group 1448 */
extern int larch_group_1448;
/* block group 1449 */
extern int larch_group_1449;
/* block group 1450 */
extern int larch_group_1450;
/* block group 1451 */
extern int larch_group_1451;
/* block group 1452 */
extern int larch_group_1452;
/* block group 1453 */
extern int larch_group_1453;
/* block group 1454 */
extern int larch_group_1454;
/* block group 1455 */
extern int larch_group_1455;
/* block group 1456 */
extern int larch_group_1456;
/* block group 1457 */
extern int larch_group_1457;
/* block group 1458 */
extern int larch_group_1458;
/* block group 1459 */
extern int larch_group_1459;
/* block group 1460 */
extern int larch_group_1460;
/* block group 1461 */
extern int larch_group_1461;
/* block group 1462 */
extern int larch_group_1462;
/* block group 1463 */
extern int larch_group_1463;
/* block group 1464 */
extern int larch_group_1464;
/* block group 1465 */
extern int larch_group_1465;
/* block group 1466 */
extern int larch_group_1466;
/* block group 1467 */
extern int larch_group_1467;
/* block group 1468 */
extern int larch_group_1468;
/* block group 1469 */
extern int larch_group_1469;
/* block group 1470 */
extern int larch_group_1470;
/* block group 1471 */
extern int larch_group_1471;
/* block group 1472 */
extern int larch_group_1472;
/* block group 1473 */
extern int larch_group_1473;
/* block group 1474 */
extern int larch_group_1474;
/* block group 1475 */
extern int larch_group_1475;
/* block group 1476 */
extern int larch_group_1476;
/* block group 1477 */
extern int larch_group_1477;
/* block group 1478 */
extern int larch_group_1478;
/* block group 1479 */
extern int larch_group_1479;
/* block group 1480 */
extern int larch_group_1480;
/* block group 1481 */
extern int larch_group_1481;
/* block group 1482 */
extern int larch_group_1482;
/* block group 1483 */
extern int larch_group_1483;
/* block group 1484 */
extern int larch_group_1484;
/* block group 1485 */
extern int larch_group_1485;
/* block group 1486 */
extern int larch_group_1486;
/* block group 1487 */
extern int larch_group_1487;
/* block group 1488 */
extern int larch_group_1488;
/* block group 1489 */
extern int larch_group_1489;
/* block group 1490 */
extern int larch_group_1490;
/* block group 1491 */
extern int larch_group_1491;
/* block group 1492 */
extern int larch_group_1492;
/* block group 1493 */
extern int larch_group_1493;
/* block group 1494 */
extern int larch_group_1494;
/* block group 1495 */
extern int larch_group_1495;
/* block group 1496 */
extern int larch_group_1496;
/* block group 1497 */
extern int larch_group_1497;
/* block group 1498 */
extern int larch_group_1498;
/* block group 1499 */
extern int larch_group_1499;

static int larch_punch_all(struct inode *inode, loff_t size)
{
	struct larch_inode_info *li = LARCH_I(inode);
	sector_t last = size >> inode->i_blkbits;
	unsigned int i;

	down_write(&li->map_sem);
	for (i = 0; i < li->nr_extents; i++) {
		struct larch_extent *ext = &li->extents[i];

		if (ext->first + ext->count <= last)
			continue;
		if (ext->first < last) {
			ext->count = last - ext->first;
			continue;
		}
		larch_free_blocks(inode->i_sb, ext->start, ext->count);
		ext->count = 0;
	}
	up_write(&li->map_sem);
	mark_inode_dirty(inode);
	return 0;
}
