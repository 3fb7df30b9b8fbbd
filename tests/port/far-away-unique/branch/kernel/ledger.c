// SPDX-License-Identifier: GPL-2.0
/* Accounts of a task's resources */
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/ledger.h>

static DEFINE_MUTEX(ledger_mutex);

/* reserved slot 0 */
#define LEDGER_SLOT_0	0
/* reserved slot 1 */
#define LEDGER_SLOT_1	1
/* reserved slot 2 */
#define LEDGER_SLOT_2	2
/* reserved slot 3 */
#define LEDGER_SLOT_3	3
/* reserved slot 4 */
#define LEDGER_SLOT_4	4
/* reserved slot 5 */
#define LEDGER_SLOT_5	5
/* reserved slot 6 */
#define LEDGER_SLOT_6	6
/* reserved slot 7 */
#define LEDGER_SLOT_7	7
/* reserved slot 8 */
#define LEDGER_SLOT_8	8
/* reserved slot 9 */
#define LEDGER_SLOT_9	9
/* reserved slot 10 */
#define LEDGER_SLOT_10	10
/* reserved slot 11 */
#define LEDGER_SLOT_11	11
/* reserved slot 12 */
#define LEDGER_SLOT_12	12
/* reserved slot 13 */
#define LEDGER_SLOT_13	13
/* reserved slot 14 */
#define LEDGER_SLOT_14	14
/* reserved slot 15 */
#define LEDGER_SLOT_15	15
/* reserved slot 16 */
#define LEDGER_SLOT_16	16
/* reserved slot 17 */
#define LEDGER_SLOT_17	17
/* reserved slot 18 */
#define LEDGER_SLOT_18	18
/* reserved slot 19 */
#define LEDGER_SLOT_19	19
/* reserved slot 20 */
#define LEDGER_SLOT_20	20
/* reserved slot 21 */
#define LEDGER_SLOT_21	21
/* reserved slot 22 */
#define LEDGER_SLOT_22	22
/* reserved slot 23 */
#define LEDGER_SLOT_23	23
/* reserved slot 24 */
#define LEDGER_SLOT_24	24
/* reserved slot 25 */
#define LEDGER_SLOT_25	25
/* reserved slot 26 */
#define LEDGER_SLOT_26	26
/* reserved slot 27 */
#define LEDGER_SLOT_27	27
/* reserved slot 28 */
#define LEDGER_SLOT_28	28
/* reserved slot 29 */
#define LEDGER_SLOT_29	29
/* reserved slot 30 */
#define LEDGER_SLOT_30	30
/* reserved slot 31 */
#define LEDGER_SLOT_31	31
/* reserved slot 32 */
#define LEDGER_SLOT_32	32
/* reserved slot 33 */
#define LEDGER_SLOT_33	33
/* reserved slot 34 */
#define LEDGER_SLOT_34	34
/* reserved slot 35 */
#define LEDGER_SLOT_35	35
/* reserved slot 36 */
#define LEDGER_SLOT_36	36
/* reserved slot 37 */
#define LEDGER_SLOT_37	37
/* reserved slot 38 */
#define LEDGER_SLOT_38	38
/* reserved slot 39 */
#define LEDGER_SLOT_39	39
/* reserved slot 40 */
#define LEDGER_SLOT_40	40
/* reserved slot 41 */
#define LEDGER_SLOT_41	41
/* reserved slot 42 */
#define LEDGER_SLOT_42	42
/* reserved slot 43 */
#define LEDGER_SLOT_43	43
/* reserved slot 44 */
#define LEDGER_SLOT_44	44
/* reserved slot 45 */
#define LEDGER_SLOT_45	45
/* reserved slot 46 */
#define LEDGER_SLOT_46	46
/* reserved slot 47 */
#define LEDGER_SLOT_47	47
/* reserved slot 48 */
#define LEDGER_SLOT_48	48
/* reserved slot 49 */
#define LEDGER_SLOT_49	49
/* reserved slot 50 */
#define LEDGER_SLOT_50	50
/* reserved slot 51 */
#define LEDGER_SLOT_51	51
/* reserved slot 52 */
#define LEDGER_SLOT_52	52
/* reserved slot 53 */
#define LEDGER_SLOT_53	53
/* reserved slot 54 */
#define LEDGER_SLOT_54	54
/* reserved slot 55 */
#define LEDGER_SLOT_55	55
/* reserved slot 56 */
#define LEDGER_SLOT_56	56
/* reserved slot 57 */
#define LEDGER_SLOT_57	57
/* reserved slot 58 */
#define LEDGER_SLOT_58	58
/* reserved slot 59 */
#define LEDGER_SLOT_59	59
/* reserved slot 60 */
#define LEDGER_SLOT_60	60
/* reserved slot 61 */
#define LEDGER_SLOT_61	61
/* reserved slot 62 */
#define LEDGER_SLOT_62	62
/* reserved slot 63 */
#define LEDGER_SLOT_63	63
/* reserved slot 64 */
#define LEDGER_SLOT_64	64
/* reserved slot 65 */
#define LEDGER_SLOT_65	65
/* reserved slot 66 */
#define LEDGER_SLOT_66	66
/* reserved slot 67 */
#define LEDGER_SLOT_67	67
/* reserved slot 68 */
#define LEDGER_SLOT_68	68
/* reserved slot 69 */
#define LEDGER_SLOT_69	69
/* reserved slot 70 */
#define LEDGER_SLOT_70	70
/* reserved slot 71 */
#define LEDGER_SLOT_71	71
/* reserved slot 72 */
#define LEDGER_SLOT_72	72
/* reserved slot 73 */
#define LEDGER_SLOT_73	73
/* reserved slot 74 */
#define LEDGER_SLOT_74	74
/* reserved slot 75 */
#define LEDGER_SLOT_75	75
/* reserved slot 76 */
#define LEDGER_SLOT_76	76
/* reserved slot 77 */
#define LEDGER_SLOT_77	77
/* reserved slot 78 */
#define LEDGER_SLOT_78	78
/* reserved slot 79 */
#define LEDGER_SLOT_79	79
/* reserved slot 80 */
#define LEDGER_SLOT_80	80
/* reserved slot 81 */
#define LEDGER_SLOT_81	81
/* reserved slot 82 */
#define LEDGER_SLOT_82	82
/* reserved slot 83 */
#define LEDGER_SLOT_83	83
/* reserved slot 84 */
#define LEDGER_SLOT_84	84
/* reserved slot 85 */
#define LEDGER_SLOT_85	85
/* reserved slot 86 */
#define LEDGER_SLOT_86	86
/* reserved slot 87 */
#define LEDGER_SLOT_87	87
/* reserved slot 88 */
#define LEDGER_SLOT_88	88
/* reserved slot 89 */
#define LEDGER_SLOT_89	89
/* reserved slot 90 */
#define LEDGER_SLOT_90	90
/* reserved slot 91 */
#define LEDGER_SLOT_91	91
/* reserved slot 92 */
#define LEDGER_SLOT_92	92
/* reserved slot 93 */
#define LEDGER_SLOT_93	93
/* reserved slot 94 */
#define LEDGER_SLOT_94	94
/* reserved slot 95 */
#define LEDGER_SLOT_95	95
/* reserved slot 96 */
#define LEDGER_SLOT_96	96
/* reserved slot 97 */
#define LEDGER_SLOT_97	97
/* reserved slot 98 */
#define LEDGER_SLOT_98	98
/* reserved slot 99 */
#define LEDGER_SLOT_99	99
/* reserved slot 100 */
#define LEDGER_SLOT_100	100
/* reserved slot 101 */
#define LEDGER_SLOT_101	101
/* reserved slot 102 */
#define LEDGER_SLOT_102	102
/* reserved slot 103 */
#define LEDGER_SLOT_103	103
/* reserved slot 104 */
#define LEDGER_SLOT_104	104
/* reserved slot 105 */
#define LEDGER_SLOT_105	105
/* reserved slot 106 */
#define LEDGER_SLOT_106	106
/* reserved slot 107 */
#define LEDGER_SLOT_107	107
/* reserved slot 108 */
#define LEDGER_SLOT_108	108
/* reserved slot 109 */
#define LEDGER_SLOT_109	109
/* reserved slot 110 */
#define LEDGER_SLOT_110	110
/* reserved slot 111 */
#define LEDGER_SLOT_111	111
/* reserved slot 112 */
#define LEDGER_SLOT_112	112
/* reserved slot 113 */
#define LEDGER_SLOT_113	113
/* reserved slot 114 */
#define LEDGER_SLOT_114	114
/* reserved slot 115 */
#define LEDGER_SLOT_115	115
/* reserved slot 116 */
#define LEDGER_SLOT_116	116
/* reserved slot 117 */
#define LEDGER_SLOT_117	117
/* reserved slot 118 */
#define LEDGER_SLOT_118	118
/* reserved slot 119 */
#define LEDGER_SLOT_119	119
/* reserved slot 120 */
#define LEDGER_SLOT_120	120
/* reserved slot 121 */
#define LEDGER_SLOT_121	121
/* reserved slot 122 */
#define LEDGER_SLOT_122	122
/* reserved slot 123 */
#define LEDGER_SLOT_123	123
/* reserved slot 124 */
#define LEDGER_SLOT_124	124
/* reserved slot 125 */
#define LEDGER_SLOT_125	125
/* reserved slot 126 */
#define LEDGER_SLOT_126	126
/* reserved slot 127 */
#define LEDGER_SLOT_127	127
/* reserved slot 128 */
#define LEDGER_SLOT_128	128
/* reserved slot 129 */
#define LEDGER_SLOT_129	129
/* reserved slot 130 */
#define LEDGER_SLOT_130	130
/* reserved slot 131 */
#define LEDGER_SLOT_131	131
/* reserved slot 132 */
#define LEDGER_SLOT_132	132
/* reserved slot 133 */
#define LEDGER_SLOT_133	133
/* reserved slot 134 */
#define LEDGER_SLOT_134	134
/* reserved slot 135 */
#define LEDGER_SLOT_135	135
/* reserved slot 136 */
#define LEDGER_SLOT_136	136
/* reserved slot 137 */
#define LEDGER_SLOT_137	137
/* reserved slot 138 */
#define LEDGER_SLOT_138	138
/* reserved slot 139 */
#define LEDGER_SLOT_139	139
/* reserved slot 140 */
#define LEDGER_SLOT_140	140
/* reserved slot 141 */
#define LEDGER_SLOT_141	141
/* reserved slot 142 */
#define LEDGER_SLOT_142	142
/* reserved slot 143 */
#define LEDGER_SLOT_143	143
/* reserved slot 144 */
#define LEDGER_SLOT_144	144
/* reserved slot 145 */
#define LEDGER_SLOT_145	145
/* reserved slot 146 */
#define LEDGER_SLOT_146	146
/* reserved slot 147 */
#define LEDGER_SLOT_147	147
/* reserved slot 148 */
#define LEDGER_SLOT_148	148
/* reserved slot 149 */
#define LEDGER_SLOT_149	149
/* reserved slot 150 */
#define LEDGER_SLOT_150	150
/* reserved slot 151 */
#define LEDGER_SLOT_151	151
/* reserved slot 152 */
#define LEDGER_SLOT_152	152
/* reserved slot 153 */
#define LEDGER_SLOT_153	153
/* reserved slot 154 */
#define LEDGER_SLOT_154	154
/* reserved slot 155 */
#define LEDGER_SLOT_155	155
/* reserved slot 156 */
#define LEDGER_SLOT_156	156
/* reserved slot 157 */
#define LEDGER_SLOT_157	157
/* reserved slot 158 */
#define LEDGER_SLOT_158	158
/* reserved slot 159 */
#define LEDGER_SLOT_159	159
/* reserved slot 160 */
#define LEDGER_SLOT_160	160
/* reserved slot 161 */
#define LEDGER_SLOT_161	161
/* reserved slot 162 */
#define LEDGER_SLOT_162	162
/* reserved slot 163 */
#define LEDGER_SLOT_163	163
/* reserved slot 164 */
#define LEDGER_SLOT_164	164
/* reserved slot 165 */
#define LEDGER_SLOT_165	165
/* reserved slot 166 */
#define LEDGER_SLOT_166	166
/* reserved slot 167 */
#define LEDGER_SLOT_167	167
/* reserved slot 168 */
#define LEDGER_SLOT_168	168
/* reserved slot 169 */
#define LEDGER_SLOT_169	169
/* reserved slot 170 */
#define LEDGER_SLOT_170	170
/* reserved slot 171 */
#define LEDGER_SLOT_171	171
/* reserved slot 172 */
#define LEDGER_SLOT_172	172
/* reserved slot 173 */
#define LEDGER_SLOT_173	173
/* reserved slot 174 */
#define LEDGER_SLOT_174	174
/* reserved slot 175 */
#define LEDGER_SLOT_175	175
/* reserved slot 176 */
#define LEDGER_SLOT_176	176
/* reserved slot 177 */
#define LEDGER_SLOT_177	177
/* reserved slot 178 */
#define LEDGER_SLOT_178	178
/* reserved slot 179 */
#define LEDGER_SLOT_179	179
/* reserved slot 180 */
#define LEDGER_SLOT_180	180
/* reserved slot 181 */
#define LEDGER_SLOT_181	181
/* reserved slot 182 */
#define LEDGER_SLOT_182	182
/* reserved slot 183 */
#define LEDGER_SLOT_183	183
/* reserved slot 184 */
#define LEDGER_SLOT_184	184
/* reserved slot 185 */
#define LEDGER_SLOT_185	185
/* reserved slot 186 */
#define LEDGER_SLOT_186	186
/* reserved slot 187 */
#define LEDGER_SLOT_187	187
/* reserved slot 188 */
#define LEDGER_SLOT_188	188
/* reserved slot 189 */
#define LEDGER_SLOT_189	189
/* reserved slot 190 */
#define LEDGER_SLOT_190	190
/* reserved slot 191 */
#define LEDGER_SLOT_191	191
/* reserved slot 192 */
#define LEDGER_SLOT_192	192
/* reserved slot 193 */
#define LEDGER_SLOT_193	193
/* reserved slot 194 */
#define LEDGER_SLOT_194	194
/* reserved slot 195 */
#define LEDGER_SLOT_195	195
/* reserved slot 196 */
#define LEDGER_SLOT_196	196
/* reserved slot 197 */
#define LEDGER_SLOT_197	197
/* reserved slot 198 */
#define LEDGER_SLOT_198	198
/* reserved slot 199 */
#define LEDGER_SLOT_199	199
/* reserved slot 200 */
#define LEDGER_SLOT_200	200
/* reserved slot 201 */
#define LEDGER_SLOT_201	201
/* reserved slot 202 */
#define LEDGER_SLOT_202	202
/* reserved slot 203 */
#define LEDGER_SLOT_203	203
/* reserved slot 204 */
#define LEDGER_SLOT_204	204
/* reserved slot 205 */
#define LEDGER_SLOT_205	205
/* reserved slot 206 */
#define LEDGER_SLOT_206	206
/* reserved slot 207 */
#define LEDGER_SLOT_207	207
/* reserved slot 208 */
#define LEDGER_SLOT_208	208
/* reserved slot 209 */
#define LEDGER_SLOT_209	209
/* reserved slot 210 */
#define LEDGER_SLOT_210	210
/* reserved slot 211 */
#define LEDGER_SLOT_211	211
/* reserved slot 212 */
#define LEDGER_SLOT_212	212
/* reserved slot 213 */
#define LEDGER_SLOT_213	213
/* reserved slot 214 */
#define LEDGER_SLOT_214	214
/* reserved slot 215 */
#define LEDGER_SLOT_215	215
/* reserved slot 216 */
#define LEDGER_SLOT_216	216
/* reserved slot 217 */
#define LEDGER_SLOT_217	217
/* reserved slot 218 */
#define LEDGER_SLOT_218	218
/* reserved slot 219 */
#define LEDGER_SLOT_219	219
/* reserved slot 220 */
#define LEDGER_SLOT_220	220
/* reserved slot 221 */
#define LEDGER_SLOT_221	221
/* reserved slot 222 */
#define LEDGER_SLOT_222	222
/* reserved slot 223 */
#define LEDGER_SLOT_223	223
/* reserved slot 224 */
#define LEDGER_SLOT_224	224
/* reserved slot 225 */
#define LEDGER_SLOT_225	225
/* reserved slot 226 */
#define LEDGER_SLOT_226	226
/* reserved slot 227 */
#define LEDGER_SLOT_227	227
/* reserved slot 228 */
#define LEDGER_SLOT_228	228
/* reserved slot 229 */
#define LEDGER_SLOT_229	229
/* reserved slot 230 */
#define LEDGER_SLOT_230	230
/* reserved slot 231 */
#define LEDGER_SLOT_231	231
/* reserved slot 232 */
#define LEDGER_SLOT_232	232
/* reserved slot 233 */
#define LEDGER_SLOT_233	233
/* reserved slot 234 */
#define LEDGER_SLOT_234	234
/* reserved slot 235 */
#define LEDGER_SLOT_235	235
/* reserved slot 236 */
#define LEDGER_SLOT_236	236
/* reserved slot 237 */
#define LEDGER_SLOT_237	237
/* reserved slot 238 */
#define LEDGER_SLOT_238	238
/* reserved slot 239 */
#define LEDGER_SLOT_239	239
/* reserved slot 240 */
#define LEDGER_SLOT_240	240
/* reserved slot 241 */
#define LEDGER_SLOT_241	241
/* reserved slot 242 */
#define LEDGER_SLOT_242	242
/* reserved slot 243 */
#define LEDGER_SLOT_243	243
/* reserved slot 244 */
#define LEDGER_SLOT_244	244
/* reserved slot 245 */
#define LEDGER_SLOT_245	245
/* reserved slot 246 */
#define LEDGER_SLOT_246	246
/* reserved slot 247 */
#define LEDGER_SLOT_247	247
/* reserved slot 248 */
#define LEDGER_SLOT_248	248
/* reserved slot 249 */
#define LEDGER_SLOT_249	249
/* reserved slot 250 */
#define LEDGER_SLOT_250	250
/* reserved slot 251 */
#define LEDGER_SLOT_251	251
/* reserved slot 252 */
#define LEDGER_SLOT_252	252
/* reserved slot 253 */
#define LEDGER_SLOT_253	253
/* reserved slot 254 */
#define LEDGER_SLOT_254	254
/* reserved slot 255 */
#define LEDGER_SLOT_255	255
/* reserved slot 256 */
#define LEDGER_SLOT_256	256
/* reserved slot 257 */
#define LEDGER_SLOT_257	257
/* reserved slot 258 */
#define LEDGER_SLOT_258	258
/* reserved slot 259 */
#define LEDGER_SLOT_259	259
/* reserved slot 260 */
#define LEDGER_SLOT_260	260
/* reserved slot 261 */
#define LEDGER_SLOT_261	261
/* reserved slot 262 */
#define LEDGER_SLOT_262	262
/* reserved slot 263 */
#define LEDGER_SLOT_263	263
/* reserved slot 264 */
#define LEDGER_SLOT_264	264
/* reserved slot 265 */
#define LEDGER_SLOT_265	265
/* reserved slot 266 */
#define LEDGER_SLOT_266	266
/* reserved slot 267 */
#define LEDGER_SLOT_267	267
/* reserved slot 268 */
#define LEDGER_SLOT_268	268
/* reserved slot 269 */
#define LEDGER_SLOT_269	269
/* reserved slot 270 */
#define LEDGER_SLOT_270	270
/* reserved slot 271 */
#define LEDGER_SLOT_271	271
/* reserved slot 272 */
#define LEDGER_SLOT_272	272
/* reserved slot 273 */
#define LEDGER_SLOT_273	273
/* reserved slot 274 */
#define LEDGER_SLOT_274	274
/* reserved slot 275 */
#define LEDGER_SLOT_275	275
/* reserved slot 276 */
#define LEDGER_SLOT_276	276
/* reserved slot 277 */
#define LEDGER_SLOT_277	277
/* reserved slot 278 */
#define LEDGER_SLOT_278	278
/* reserved slot 279 */
#define LEDGER_SLOT_279	279
/* reserved slot 280 */
#define LEDGER_SLOT_280	280
/* reserved slot 281 */
#define LEDGER_SLOT_281	281
/* reserved slot 282 */
#define LEDGER_SLOT_282	282
/* reserved slot 283 */
#define LEDGER_SLOT_283	283
/* reserved slot 284 */
#define LEDGER_SLOT_284	284
/* reserved slot 285 */
#define LEDGER_SLOT_285	285
/* reserved slot 286 */
#define LEDGER_SLOT_286	286
/* reserved slot 287 */
#define LEDGER_SLOT_287	287
/* reserved slot 288 */
#define LEDGER_SLOT_288	288
/* reserved slot 289 */
#define LEDGER_SLOT_289	289
/* reserved slot 290 */
#define LEDGER_SLOT_290	290
/* reserved slot 291 */
#define LEDGER_SLOT_291	291
/* reserved slot 292 */
#define LEDGER_SLOT_292	292
/* reserved slot 293 */
#define LEDGER_SLOT_293	293
/* reserved slot 294 */
#define LEDGER_SLOT_294	294
/* reserved slot 295 */
#define LEDGER_SLOT_295	295
/* reserved slot 296 */
#define LEDGER_SLOT_296	296
/* reserved slot 297 */
#define LEDGER_SLOT_297	297
/* reserved slot 298 */
#define LEDGER_SLOT_298	298
/* reserved slot 299 */
#define LEDGER_SLOT_299	299
/* reserved slot 300 */
#define LEDGER_SLOT_300	300
/* reserved slot 301 */
#define LEDGER_SLOT_301	301
/* reserved slot 302 */
#define LEDGER_SLOT_302	302
/* reserved slot 303 */
#define LEDGER_SLOT_303	303
/* reserved slot 304 */
#define LEDGER_SLOT_304	304
/* reserved slot 305 */
#define LEDGER_SLOT_305	305
/* reserved slot 306 */
#define LEDGER_SLOT_306	306
/* reserved slot 307 */
#define LEDGER_SLOT_307	307
/* reserved slot 308 */
#define LEDGER_SLOT_308	308
/* reserved slot 309 */
#define LEDGER_SLOT_309	309
/* reserved slot 310 */
#define LEDGER_SLOT_310	310
/* reserved slot 311 */
#define LEDGER_SLOT_311	311
/* reserved slot 312 */
#define LEDGER_SLOT_312	312
/* reserved slot 313 */
#define LEDGER_SLOT_313	313
/* reserved slot 314 */
#define LEDGER_SLOT_314	314
/* reserved slot 315 */
#define LEDGER_SLOT_315	315
/* reserved slot 316 */
#define LEDGER_SLOT_316	316
/* reserved slot 317 */
#define LEDGER_SLOT_317	317
/* reserved slot 318 */
#define LEDGER_SLOT_318	318
/* reserved slot 319 */
#define LEDGER_SLOT_319	319
/* reserved slot 320 */
#define LEDGER_SLOT_320	320
/* reserved slot 321 */
#define LEDGER_SLOT_321	321
/* reserved slot 322 */
#define LEDGER_SLOT_322	322
/* reserved slot 323 */
#define LEDGER_SLOT_323	323
/* reserved slot 324 */
#define LEDGER_SLOT_324	324
/* reserved slot 325 */
#define LEDGER_SLOT_325	325
/* reserved slot 326 */
#define LEDGER_SLOT_326	326
/* reserved slot 327 */
#define LEDGER_SLOT_327	327
/* reserved slot 328 */
#define LEDGER_SLOT_328	328
/* reserved slot 329 */
#define LEDGER_SLOT_329	329
/* reserved slot 330 */
#define LEDGER_SLOT_330	330
/* reserved slot 331 */
#define LEDGER_SLOT_331	331
/* reserved slot 332 */
#define LEDGER_SLOT_332	332
/* reserved slot 333 */
#define LEDGER_SLOT_333	333
/* reserved slot 334 */
#define LEDGER_SLOT_334	334
/* reserved slot 335 */
#define LEDGER_SLOT_335	335
/* reserved slot 336 */
#define LEDGER_SLOT_336	336
/* reserved slot 337 */
#define LEDGER_SLOT_337	337
/* reserved slot 338 */
#define LEDGER_SLOT_338	338
/* reserved slot 339 */
#define LEDGER_SLOT_339	339
/* reserved slot 340 */
#define LEDGER_SLOT_340	340
/* reserved slot 341 */
#define LEDGER_SLOT_341	341
/* reserved slot 342 */
#define LEDGER_SLOT_342	342
/* reserved slot 343 */
#define LEDGER_SLOT_343	343
/* reserved slot 344 */
#define LEDGER_SLOT_344	344
/* reserved slot 345 */
#define LEDGER_SLOT_345	345
/* reserved slot 346 */
#define LEDGER_SLOT_346	346
/* reserved slot 347 */
#define LEDGER_SLOT_347	347
/* reserved slot 348 */
#define LEDGER_SLOT_348	348
/* reserved slot 349 */
#define LEDGER_SLOT_349	349
/* reserved slot 350 */
#define LEDGER_SLOT_350	350
/* reserved slot 351 */
#define LEDGER_SLOT_351	351
/* reserved slot 352 */
#define LEDGER_SLOT_352	352
/* reserved slot 353 */
#define LEDGER_SLOT_353	353
/* reserved slot 354 */
#define LEDGER_SLOT_354	354
/* reserved slot 355 */
#define LEDGER_SLOT_355	355
/* reserved slot 356 */
#define LEDGER_SLOT_356	356
/* reserved slot 357 */
#define LEDGER_SLOT_357	357
/* reserved slot 358 */
#define LEDGER_SLOT_358	358
/* reserved slot 359 */
#define LEDGER_SLOT_359	359
/* reserved slot 360 */
#define LEDGER_SLOT_360	360
/* reserved slot 361 */
#define LEDGER_SLOT_361	361
/* reserved slot 362 */
#define LEDGER_SLOT_362	362
/* reserved slot 363 */
#define LEDGER_SLOT_363	363
/* reserved slot 364 */
#define LEDGER_SLOT_364	364
/* reserved slot 365 */
#define LEDGER_SLOT_365	365
/* reserved slot 366 */
#define LEDGER_SLOT_366	366
/* reserved slot 367 */
#define LEDGER_SLOT_367	367
/* reserved slot 368 */
#define LEDGER_SLOT_368	368
/* reserved slot 369 */
#define LEDGER_SLOT_369	369
/* reserved slot 370 */
#define LEDGER_SLOT_370	370
/* reserved slot 371 */
#define LEDGER_SLOT_371	371
/* reserved slot 372 */
#define LEDGER_SLOT_372	372
/* reserved slot 373 */
#define LEDGER_SLOT_373	373
/* reserved slot 374 */
#define LEDGER_SLOT_374	374
/* reserved slot 375 */
#define LEDGER_SLOT_375	375
/* reserved slot 376 */
#define LEDGER_SLOT_376	376
/* reserved slot 377 */
#define LEDGER_SLOT_377	377
/* reserved slot 378 */
#define LEDGER_SLOT_378	378
/* reserved slot 379 */
#define LEDGER_SLOT_379	379
/* reserved slot 380 */
#define LEDGER_SLOT_380	380
/* reserved slot 381 */
#define LEDGER_SLOT_381	381
/* reserved slot 382 */
#define LEDGER_SLOT_382	382
/* reserved slot 383 */
#define LEDGER_SLOT_383	383
/* reserved slot 384 */
#define LEDGER_SLOT_384	384
/* reserved slot 385 */
#define LEDGER_SLOT_385	385
/* reserved slot 386 */
#define LEDGER_SLOT_386	386
/* reserved slot 387 */
#define LEDGER_SLOT_387	387
/* reserved slot 388 */
#define LEDGER_SLOT_388	388
/* reserved slot 389 */
#define LEDGER_SLOT_389	389
/* reserved slot 390 */
#define LEDGER_SLOT_390	390
/* reserved slot 391 */
#define LEDGER_SLOT_391	391
/* reserved slot 392 */
#define LEDGER_SLOT_392	392
/* reserved slot 393 */
#define LEDGER_SLOT_393	393
/* reserved slot 394 */
#define LEDGER_SLOT_394	394
/* reserved slot 395 */
#define LEDGER_SLOT_395	395
/* reserved slot 396 */
#define LEDGER_SLOT_396	396
/* reserved slot 397 */
#define LEDGER_SLOT_397	397
/* reserved slot 398 */
#define LEDGER_SLOT_398	398
/* reserved slot 399 */
#define LEDGER_SLOT_399	399
/* reserved slot 400 */
#define LEDGER_SLOT_400	400
/* reserved slot 401 */
#define LEDGER_SLOT_401	401
/* reserved slot 402 */
#define LEDGER_SLOT_402	402
/* reserved slot 403 */
#define LEDGER_SLOT_403	403
/* reserved slot 404 */
#define LEDGER_SLOT_404	404
/* reserved slot 405 */
#define LEDGER_SLOT_405	405
/* reserved slot 406 */
#define LEDGER_SLOT_406	406
/* reserved slot 407 */
#define LEDGER_SLOT_407	407
/* reserved slot 408 */
#define LEDGER_SLOT_408	408
/* reserved slot 409 */
#define LEDGER_SLOT_409	409
/* reserved slot 410 */
#define LEDGER_SLOT_410	410
/* reserved slot 411 */
#define LEDGER_SLOT_411	411
/* reserved slot 412 */
#define LEDGER_SLOT_412	412
/* reserved slot 413 */
#define LEDGER_SLOT_413	413
/* reserved slot 414 */
#define LEDGER_SLOT_414	414
/* reserved slot 415 */
#define LEDGER_SLOT_415	415
/* reserved slot 416 */
#define LEDGER_SLOT_416	416
/* reserved slot 417 */
#define LEDGER_SLOT_417	417
/* reserved slot 418 */
#define LEDGER_SLOT_418	418
/* reserved slot 419 */
#define LEDGER_SLOT_419	419
/* reserved slot 420 */
#define LEDGER_SLOT_420	420
/* reserved slot 421 */
#define LEDGER_SLOT_421	421
/* reserved slot 422 */
#define LEDGER_SLOT_422	422
/* reserved slot 423 */
#define LEDGER_SLOT_423	423
/* reserved slot 424 */
#define LEDGER_SLOT_424	424
/* reserved slot 425 */
#define LEDGER_SLOT_425	425
/* reserved slot 426 */
#define LEDGER_SLOT_426	426
/* reserved slot 427 */
#define LEDGER_SLOT_427	427
/* reserved slot 428 */
#define LEDGER_SLOT_428	428
/* reserved slot 429 */
#define LEDGER_SLOT_429	429
/* reserved slot 430 */
#define LEDGER_SLOT_430	430
/* reserved slot 431 */
#define LEDGER_SLOT_431	431
/* reserved slot 432 */
#define LEDGER_SLOT_432	432
/* reserved slot 433 */
#define LEDGER_SLOT_433	433
/* reserved slot 434 */
#define LEDGER_SLOT_434	434
/* reserved slot 435 */
#define LEDGER_SLOT_435	435
/* reserved slot 436 */
#define LEDGER_SLOT_436	436
/* reserved slot 437 */
#define LEDGER_SLOT_437	437
/* reserved slot 438 */
#define LEDGER_SLOT_438	438
/* reserved slot 439 */
#define LEDGER_SLOT_439	439
/* reserved slot 440 */
#define LEDGER_SLOT_440	440
/* reserved slot 441 */
#define LEDGER_SLOT_441	441
/* reserved slot 442 */
#define LEDGER_SLOT_442	442
/* reserved slot 443 */
#define LEDGER_SLOT_443	443
/* reserved slot 444 */
#define LEDGER_SLOT_444	444
/* reserved slot 445 */
#define LEDGER_SLOT_445	445
/* reserved slot 446 */
#define LEDGER_SLOT_446	446
/* reserved slot 447 */
#define LEDGER_SLOT_447	447
/* reserved slot 448 */
#define LEDGER_SLOT_448	448
/* reserved slot 449 */
#define LEDGER_SLOT_449	449
/* reserved slot 450 */
#define LEDGER_SLOT_450	450
/* reserved slot 451 */
#define LEDGER_SLOT_451	451
/* reserved slot 452 */
#define LEDGER_SLOT_452	452
/* reserved slot 453 */
#define LEDGER_SLOT_453	453
/* reserved slot 454 */
#define LEDGER_SLOT_454	454
/* reserved slot 455 */
#define LEDGER_SLOT_455	455
/* reserved slot 456 */
#define LEDGER_SLOT_456	456
/* reserved slot 457 */
#define LEDGER_SLOT_457	457
/* reserved slot 458 */
#define LEDGER_SLOT_458	458
/* reserved slot 459 */
#define LEDGER_SLOT_459	459
/* reserved slot 460 */
#define LEDGER_SLOT_460	460
/* reserved slot 461 */
#define LEDGER_SLOT_461	461
/* reserved slot 462 */
#define LEDGER_SLOT_462	462
/* reserved slot 463 */
#define LEDGER_SLOT_463	463
/* reserved slot 464 */
#define LEDGER_SLOT_464	464
/* reserved slot 465 */
#define LEDGER_SLOT_465	465
/* reserved slot 466 */
#define LEDGER_SLOT_466	466
/* reserved slot 467 */
#define LEDGER_SLOT_467	467
/* reserved slot 468 */
#define LEDGER_SLOT_468	468
/* reserved slot 469 */
#define LEDGER_SLOT_469	469
/* reserved slot 470 */
#define LEDGER_SLOT_470	470
/* reserved slot 471 */
#define LEDGER_SLOT_471	471
/* reserved slot 472 */
#define LEDGER_SLOT_472	472
/* reserved slot 473 */
#define LEDGER_SLOT_473	473
/* reserved slot 474 */
#define LEDGER_SLOT_474	474
/* reserved slot 475 */
#define LEDGER_SLOT_475	475
/* reserved slot 476 */
#define LEDGER_SLOT_476	476
/* reserved slot 477 */
#define LEDGER_SLOT_477	477
/* reserved slot 478 */
#define LEDGER_SLOT_478	478
/* reserved slot 479 */
#define LEDGER_SLOT_479	479
/* reserved slot 480 */
#define LEDGER_SLOT_480	480
/* reserved slot 481 */
#define LEDGER_SLOT_481	481
/* reserved slot 482 */
#define LEDGER_SLOT_482	482
/* reserved slot 483 */
#define LEDGER_SLOT_483	483
/* reserved slot 484 */
#define LEDGER_SLOT_484	484
/* reserved slot 485 */
#define LEDGER_SLOT_485	485
/* reserved slot 486 */
#define LEDGER_SLOT_486	486
/* reserved slot 487 */
#define LEDGER_SLOT_487	487
/* reserved slot 488 */
#define LEDGER_SLOT_488	488
/* reserved slot 489 */
#define LEDGER_SLOT_489	489
/* reserved slot 490 */
#define LEDGER_SLOT_490	490
/* reserved slot 491 */
#define LEDGER_SLOT_491	491
/* reserved slot 492 */
#define LEDGER_SLOT_492	492
/* reserved slot 493 */
#define LEDGER_SLOT_493	493
/* reserved slot 494 */
#define LEDGER_SLOT_494	494
/* reserved slot 495 */
#define LEDGER_SLOT_495	495
/* reserved slot 496 */
#define LEDGER_SLOT_496	496
/* reserved slot 497 */
#define LEDGER_SLOT_497	497
/* reserved slot 498 */
#define LEDGER_SLOT_498	498
/* reserved slot 499 */
#define LEDGER_SLOT_499	499
/* reserved slot 500 */
#define LEDGER_SLOT_500	500
/* reserved slot 501 */
#define LEDGER_SLOT_501	501
/* reserved slot 502 */
#define LEDGER_SLOT_502	502
/* reserved slot 503 */
#define LEDGER_SLOT_503	503
/* reserved slot 504 */
#define LEDGER_SLOT_504	504
/* reserved slot 505 */
#define LEDGER_SLOT_505	505
/* reserved slot 506 */
#define LEDGER_SLOT_506	506
/* reserved slot 507 */
#define LEDGER_SLOT_507	507
/* reserved slot 508 */
#define LEDGER_SLOT_508	508
/* reserved slot 509 */
#define LEDGER_SLOT_509	509
/* reserved slot 510 */
#define LEDGER_SLOT_510	510
/* reserved slot 511 */
#define LEDGER_SLOT_511	511
/* reserved slot 512 */
#define LEDGER_SLOT_512	512
/* reserved slot 513 */
#define LEDGER_SLOT_513	513
/* reserved slot 514 */
#define LEDGER_SLOT_514	514
/* reserved slot 515 */
#define LEDGER_SLOT_515	515
/* reserved slot 516 */
#define LEDGER_SLOT_516	516
/* reserved slot 517 */
#define LEDGER_SLOT_517	517
/* reserved slot 518 */
#define LEDGER_SLOT_518	518
/* reserved slot 519 */
#define LEDGER_SLOT_519	519
/* reserved slot 520 */
#define LEDGER_SLOT_520	520
/* reserved slot 521 */
#define LEDGER_SLOT_521	521
/* reserved slot 522 */
#define LEDGER_SLOT_522	522
/* reserved slot 523 */
#define LEDGER_SLOT_523	523
/* reserved slot 524 */
#define LEDGER_SLOT_524	524
/* reserved slot 525 */
#define LEDGER_SLOT_525	525
/* reserved slot 526 */
#define LEDGER_SLOT_526	526
/* reserved slot 527 */
#define LEDGER_SLOT_527	527
/* reserved slot 528 */
#define LEDGER_SLOT_528	528
/* reserved slot 529 */
#define LEDGER_SLOT_529	529
/* reserved slot 530 */
#define LEDGER_SLOT_530	530
/* reserved slot 531 */
#define LEDGER_SLOT_531	531
/* reserved slot 532 */
#define LEDGER_SLOT_532	532
/* reserved slot 533 */
#define LEDGER_SLOT_533	533
/* reserved slot 534 */
#define LEDGER_SLOT_534	534
/* reserved slot 535 */
#define LEDGER_SLOT_535	535
/* reserved slot 536 */
#define LEDGER_SLOT_536	536
/* reserved slot 537 */
#define LEDGER_SLOT_537	537
/* reserved slot 538 */
#define LEDGER_SLOT_538	538
/* reserved slot 539 */
#define LEDGER_SLOT_539	539
/* reserved slot 540 */
#define LEDGER_SLOT_540	540
/* reserved slot 541 */
#define LEDGER_SLOT_541	541
/* reserved slot 542 */
#define LEDGER_SLOT_542	542
/* reserved slot 543 */
#define LEDGER_SLOT_543	543
/* reserved slot 544 */
#define LEDGER_SLOT_544	544
/* reserved slot 545 */
#define LEDGER_SLOT_545	545
/* reserved slot 546 */
#define LEDGER_SLOT_546	546
/* reserved slot 547 */
#define LEDGER_SLOT_547	547
/* reserved slot 548 */
#define LEDGER_SLOT_548	548
/* reserved slot 549 */
#define LEDGER_SLOT_549	549
/* reserved slot 550 */
#define LEDGER_SLOT_550	550
/* reserved slot 551 */
#define LEDGER_SLOT_551	551
/* reserved slot 552 */
#define LEDGER_SLOT_552	552
/* reserved slot 553 */
#define LEDGER_SLOT_553	553
/* reserved slot 554 */
#define LEDGER_SLOT_554	554
/* reserved slot 555 */
#define LEDGER_SLOT_555	555
/* reserved slot 556 */
#define LEDGER_SLOT_556	556
/* reserved slot 557 */
#define LEDGER_SLOT_557	557
/* reserved slot 558 */
#define LEDGER_SLOT_558	558
/* reserved slot 559 */
#define LEDGER_SLOT_559	559
/* reserved slot 560 */
#define LEDGER_SLOT_560	560
/* reserved slot 561 */
#define LEDGER_SLOT_561	561
/* reserved slot 562 */
#define LEDGER_SLOT_562	562
/* reserved slot 563 */
#define LEDGER_SLOT_563	563
/* reserved slot 564 */
#define LEDGER_SLOT_564	564
/* reserved slot 565 */
#define LEDGER_SLOT_565	565
/* reserved slot 566 */
#define LEDGER_SLOT_566	566
/* reserved slot 567 */
#define LEDGER_SLOT_567	567
/* reserved slot 568 */
#define LEDGER_SLOT_568	568
/* reserved slot 569 */
#define LEDGER_SLOT_569	569
/* reserved slot 570 */
#define LEDGER_SLOT_570	570
/* reserved slot 571 */
#define LEDGER_SLOT_571	571
/* reserved slot 572 */
#define LEDGER_SLOT_572	572
/* reserved slot 573 */
#define LEDGER_SLOT_573	573
/* reserved slot 574 */
#define LEDGER_SLOT_574	574
/* reserved slot 575 */
#define LEDGER_SLOT_575	575
/* reserved slot 576 */
#define LEDGER_SLOT_576	576
/* reserved slot 577 */
#define LEDGER_SLOT_577	577
/* reserved slot 578 */
#define LEDGER_SLOT_578	578
/* reserved slot 579 */
#define LEDGER_SLOT_579	579
/* reserved slot 580 */
#define LEDGER_SLOT_580	580
/* reserved slot 581 */
#define LEDGER_SLOT_581	581
/* reserved slot 582 */
#define LEDGER_SLOT_582	582
/* reserved slot 583 */
#define LEDGER_SLOT_583	583
/* reserved slot 584 */
#define LEDGER_SLOT_584	584
/* reserved slot 585 */
#define LEDGER_SLOT_585	585
/* reserved slot 586 */
#define LEDGER_SLOT_586	586
/* reserved slot 587 */
#define LEDGER_SLOT_587	587
/* reserved slot 588 */
#define LEDGER_SLOT_588	588
/* reserved slot 589 */
#define LEDGER_SLOT_589	589
/* reserved slot 590 */
#define LEDGER_SLOT_590	590
/* reserved slot 591 */
#define LEDGER_SLOT_591	591
/* reserved slot 592 */
#define LEDGER_SLOT_592	592
/* reserved slot 593 */
#define LEDGER_SLOT_593	593
/* reserved slot 594 */
#define LEDGER_SLOT_594	594
/* reserved slot 595 */
#define LEDGER_SLOT_595	595
/* reserved slot 596 */
#define LEDGER_SLOT_596	596
/* reserved slot 597 */
#define LEDGER_SLOT_597	597
/* reserved slot 598 */
#define LEDGER_SLOT_598	598
/* reserved slot 599 */
#define LEDGER_SLOT_599	599
/* reserved slot 600 */
#define LEDGER_SLOT_600	600
/* reserved slot 601 */
#define LEDGER_SLOT_601	601
/* reserved slot 602 */
#define LEDGER_SLOT_602	602
/* reserved slot 603 */
#define LEDGER_SLOT_603	603
/* reserved slot 604 */
#define LEDGER_SLOT_604	604
/* reserved slot 605 */
#define LEDGER_SLOT_605	605
/* reserved slot 606 */
#define LEDGER_SLOT_606	606
/* reserved slot 607 */
#define LEDGER_SLOT_607	607
/* reserved slot 608 */
#define LEDGER_SLOT_608	608
/* reserved slot 609 */
#define LEDGER_SLOT_609	609
/* reserved slot 610 */
#define LEDGER_SLOT_610	610
/* reserved slot 611 */
#define LEDGER_SLOT_611	611
/* reserved slot 612 */
#define LEDGER_SLOT_612	612
/* reserved slot 613 */
#define LEDGER_SLOT_613	613
/* reserved slot 614 */
#define LEDGER_SLOT_614	614
/* reserved slot 615 */
#define LEDGER_SLOT_615	615
/* reserved slot 616 */
#define LEDGER_SLOT_616	616
/* reserved slot 617 */
#define LEDGER_SLOT_617	617
/* reserved slot 618 */
#define LEDGER_SLOT_618	618
/* reserved slot 619 */
#define LEDGER_SLOT_619	619
/* reserved slot 620 */
#define LEDGER_SLOT_620	620
/* reserved slot 621 */
#define LEDGER_SLOT_621	621
/* reserved slot 622 */
#define LEDGER_SLOT_622	622
/* reserved slot 623 */
#define LEDGER_SLOT_623	623
/* reserved slot 624 */
#define LEDGER_SLOT_624	624
/* reserved slot 625 */
#define LEDGER_SLOT_625	625
/* reserved slot 626 */
#define LEDGER_SLOT_626	626
/* reserved slot 627 */
#define LEDGER_SLOT_627	627
/* reserved slot 628 */
#define LEDGER_SLOT_628	628
/* reserved slot 629 */
#define LEDGER_SLOT_629	629
/* reserved slot 630 */
#define LEDGER_SLOT_630	630
/* reserved slot 631 */
#define LEDGER_SLOT_631	631
/* reserved slot 632 */
#define LEDGER_SLOT_632	632
/* reserved slot 633 */
#define LEDGER_SLOT_633	633
/* reserved slot 634 */
#define LEDGER_SLOT_634	634
/* reserved slot 635 */
#define LEDGER_SLOT_635	635
/* reserved slot 636 */
#define LEDGER_SLOT_636	636
/* reserved slot 637 */
#define LEDGER_SLOT_637	637
/* reserved slot 638 */
#define LEDGER_SLOT_638	638
/* reserved slot 639 */
#define LEDGER_SLOT_639	639
/* reserved slot 640 */
#define LEDGER_SLOT_640	640
/* reserved slot 641 */
#define LEDGER_SLOT_641	641
/* reserved slot 642 */
#define LEDGER_SLOT_642	642
/* reserved slot 643 */
#define LEDGER_SLOT_643	643
/* reserved slot 644 */
#define LEDGER_SLOT_644	644
/* reserved slot 645 */
#define LEDGER_SLOT_645	645
/* reserved slot 646 */
#define LEDGER_SLOT_646	646
/* reserved slot 647 */
#define LEDGER_SLOT_647	647
/* reserved slot 648 */
#define LEDGER_SLOT_648	648
/* reserved slot 649 */
#define LEDGER_SLOT_649	649
/* reserved slot 650 */
#define LEDGER_SLOT_650	650
/* reserved slot 651 */
#define LEDGER_SLOT_651	651
/* reserved slot 652 */
#define LEDGER_SLOT_652	652
/* reserved slot 653 */
#define LEDGER_SLOT_653	653
/* reserved slot 654 */
#define LEDGER_SLOT_654	654
/* reserved slot 655 */
#define LEDGER_SLOT_655	655
/* reserved slot 656 */
#define LEDGER_SLOT_656	656
/* reserved slot 657 */
#define LEDGER_SLOT_657	657
/* reserved slot 658 */
#define LEDGER_SLOT_658	658
/* reserved slot 659 */
#define LEDGER_SLOT_659	659
/* reserved slot 660 */
#define LEDGER_SLOT_660	660
/* reserved slot 661 */
#define LEDGER_SLOT_661	661
/* reserved slot 662 */
#define LEDGER_SLOT_662	662
/* reserved slot 663 */
#define LEDGER_SLOT_663	663
/* reserved slot 664 */
#define LEDGER_SLOT_664	664
/* reserved slot 665 */
#define LEDGER_SLOT_665	665
/* reserved slot 666 */
#define LEDGER_SLOT_666	666
/* reserved slot 667 */
#define LEDGER_SLOT_667	667
/* reserved slot 668 */
#define LEDGER_SLOT_668	668
/* reserved slot 669 */
#define LEDGER_SLOT_669	669
/* reserved slot 670 */
#define LEDGER_SLOT_670	670
/* reserved slot 671 */
#define LEDGER_SLOT_671	671
/* reserved slot 672 */
#define LEDGER_SLOT_672	672
/* reserved slot 673 */
#define LEDGER_SLOT_673	673
/* reserved slot 674 */
#define LEDGER_SLOT_674	674
/* reserved slot 675 */
#define LEDGER_SLOT_675	675
/* reserved slot 676 */
#define LEDGER_SLOT_676	676
/* reserved slot 677 */
#define LEDGER_SLOT_677	677
/* reserved slot 678 */
#define LEDGER_SLOT_678	678
/* reserved slot 679 */
#define LEDGER_SLOT_679	679
/* reserved slot 680 */
#define LEDGER_SLOT_680	680
/* reserved slot 681 */
#define LEDGER_SLOT_681	681
/* reserved slot 682 */
#define LEDGER_SLOT_682	682
/* reserved slot 683 */
#define LEDGER_SLOT_683	683
/* reserved slot 684 */
#define LEDGER_SLOT_684	684
/* reserved slot 685 */
#define LEDGER_SLOT_685	685
/* reserved slot 686 */
#define LEDGER_SLOT_686	686
/* reserved slot 687 */
#define LEDGER_SLOT_687	687
/* reserved slot 688 */
#define LEDGER_SLOT_688	688
/* reserved slot 689 */
#define LEDGER_SLOT_689	689
/* reserved slot 690 */
#define LEDGER_SLOT_690	690
/* reserved slot 691 */
#define LEDGER_SLOT_691	691
/* reserved slot 692 */
#define LEDGER_SLOT_692	692
/* reserved slot 693 */
#define LEDGER_SLOT_693	693
/* reserved slot 694 */
#define LEDGER_SLOT_694	694
/* reserved slot 695 */
#define LEDGER_SLOT_695	695
/* reserved slot 696 */
#define LEDGER_SLOT_696	696
/* reserved slot 697 */
#define LEDGER_SLOT_697	697
/* reserved slot 698 */
#define LEDGER_SLOT_698	698
/* reserved slot 699 */
#define LEDGER_SLOT_699	699
/* reserved slot 700 */
#define LEDGER_SLOT_700	700
/* reserved slot 701 */
#define LEDGER_SLOT_701	701
/* reserved slot 702 */
#define LEDGER_SLOT_702	702
/* reserved slot 703 */
#define LEDGER_SLOT_703	703
/* reserved slot 704 */
#define LEDGER_SLOT_704	704
/* reserved slot 705 */
#define LEDGER_SLOT_705	705
/* reserved slot 706 */
#define LEDGER_SLOT_706	706
/* reserved slot 707 */
#define LEDGER_SLOT_707	707
/* reserved slot 708 */
#define LEDGER_SLOT_708	708
/* reserved slot 709 */
#define LEDGER_SLOT_709	709
/* reserved slot 710 */
#define LEDGER_SLOT_710	710
/* reserved slot 711 */
#define LEDGER_SLOT_711	711
/* reserved slot 712 */
#define LEDGER_SLOT_712	712
/* reserved slot 713 */
#define LEDGER_SLOT_713	713
/* reserved slot 714 */
#define LEDGER_SLOT_714	714
/* reserved slot 715 */
#define LEDGER_SLOT_715	715
/* reserved slot 716 */
#define LEDGER_SLOT_716	716
/* reserved slot 717 */
#define LEDGER_SLOT_717	717
/* reserved slot 718 */
#define LEDGER_SLOT_718	718
/* reserved slot 719 */
#define LEDGER_SLOT_719	719
/* reserved slot 720 */
#define LEDGER_SLOT_720	720
/* reserved slot 721 */
#define LEDGER_SLOT_721	721
/* reserved slot 722 */
#define LEDGER_SLOT_722	722
/* reserved slot 723 */
#define LEDGER_SLOT_723	723
/* reserved slot 724 */
#define LEDGER_SLOT_724	724
/* reserved slot 725 */
#define LEDGER_SLOT_725	725
/* reserved slot 726 */
#define LEDGER_SLOT_726	726
/* reserved slot 727 */
#define LEDGER_SLOT_727	727
/* reserved slot 728 */
#define LEDGER_SLOT_728	728
/* reserved slot 729 */
#define LEDGER_SLOT_729	729
/* reserved slot 730 */
#define LEDGER_SLOT_730	730
/* reserved slot 731 */
#define LEDGER_SLOT_731	731
/* reserved slot 732 */
#define LEDGER_SLOT_732	732
/* reserved slot 733 */
#define LEDGER_SLOT_733	733
/* reserved slot 734 */
#define LEDGER_SLOT_734	734
/* reserved slot 735 */
#define LEDGER_SLOT_735	735
/* reserved slot 736 */
#define LEDGER_SLOT_736	736
/* reserved slot 737 */
#define LEDGER_SLOT_737	737
/* reserved slot 738 */
#define LEDGER_SLOT_738	738
/* reserved slot 739 */
#define LEDGER_SLOT_739	739
/* reserved slot 740 */
#define LEDGER_SLOT_740	740
/* reserved slot 741 */
#define LEDGER_SLOT_741	741
/* reserved slot 742 */
#define LEDGER_SLOT_742	742
/* reserved slot 743 */
#define LEDGER_SLOT_743	743
/* reserved slot 744 */
#define LEDGER_SLOT_744	744
/* reserved slot 745 */
#define LEDGER_SLOT_745	745
/* reserved slot 746 */
#define LEDGER_SLOT_746	746
/* reserved slot 747 */
#define LEDGER_SLOT_747	747
/* reserved slot 748 */
#define LEDGER_SLOT_748	748
/* reserved slot 749 */
#define LEDGER_SLOT_749	749
/* reserved slot 750 */
#define LEDGER_SLOT_750	750
/* reserved slot 751 */
#define LEDGER_SLOT_751	751
/* reserved slot 752 */
#define LEDGER_SLOT_752	752
/* reserved slot 753 */
#define LEDGER_SLOT_753	753
/* reserved slot 754 */
#define LEDGER_SLOT_754	754
/* reserved slot 755 */
#define LEDGER_SLOT_755	755
/* reserved slot 756 */
#define LEDGER_SLOT_756	756
/* reserved slot 757 */
#define LEDGER_SLOT_757	757
/* reserved slot 758 */
#define LEDGER_SLOT_758	758
/* reserved slot 759 */
#define LEDGER_SLOT_759	759
/* reserved slot 760 */
#define LEDGER_SLOT_760	760
/* reserved slot 761 */
#define LEDGER_SLOT_761	761
/* reserved slot 762 */
#define LEDGER_SLOT_762	762
/* reserved slot 763 */
#define LEDGER_SLOT_763	763
/* reserved slot 764 */
#define LEDGER_SLOT_764	764
/* reserved slot 765 */
#define LEDGER_SLOT_765	765
/* reserved slot 766 */
#define LEDGER_SLOT_766	766
/* reserved slot 767 */
#define LEDGER_SLOT_767	767
/* reserved slot 768 */
#define LEDGER_SLOT_768	768
/* reserved slot 769 */
#define LEDGER_SLOT_769	769
/* reserved slot 770 */
#define LEDGER_SLOT_770	770
/* reserved slot 771 */
#define LEDGER_SLOT_771	771
/* reserved slot 772 */
#define LEDGER_SLOT_772	772
/* reserved slot 773 */
#define LEDGER_SLOT_773	773
/* reserved slot 774 */
#define LEDGER_SLOT_774	774
/* reserved slot 775 */
#define LEDGER_SLOT_775	775
/* reserved slot 776 */
#define LEDGER_SLOT_776	776
/* reserved slot 777 */
#define LEDGER_SLOT_777	777
/* reserved slot 778 */
#define LEDGER_SLOT_778	778
/* reserved slot 779 */
#define LEDGER_SLOT_779	779
/* reserved slot 780 */
#define LEDGER_SLOT_780	780
/* reserved slot 781 */
#define LEDGER_SLOT_781	781
/* reserved slot 782 */
#define LEDGER_SLOT_782	782
/* reserved slot 783 */
#define LEDGER_SLOT_783	783
/* reserved slot 784 */
#define LEDGER_SLOT_784	784
/* reserved slot 785 */
#define LEDGER_SLOT_785	785
/* reserved slot 786 */
#define LEDGER_SLOT_786	786
/* reserved slot 787 */
#define LEDGER_SLOT_787	787
/* reserved slot 788 */
#define LEDGER_SLOT_788	788
/* reserved slot 789 */
#define LEDGER_SLOT_789	789
/* reserved slot 790 */
#define LEDGER_SLOT_790	790
/* reserved slot 791 */
#define LEDGER_SLOT_791	791
/* reserved slot 792 */
#define LEDGER_SLOT_792	792
/* reserved slot 793 */
#define LEDGER_SLOT_793	793
/* reserved slot 794 */
#define LEDGER_SLOT_794	794
/* reserved slot 795 */
#define LEDGER_SLOT_795	795
/* reserved slot 796 */
#define LEDGER_SLOT_796	796
/* reserved slot 797 */
#define LEDGER_SLOT_797	797
/* reserved slot 798 */
#define LEDGER_SLOT_798	798
/* reserved slot 799 */
#define LEDGER_SLOT_799	799
/* reserved slot 800 */
#define LEDGER_SLOT_800	800
/* reserved slot 801 */
#define LEDGER_SLOT_801	801
/* reserved slot 802 */
#define LEDGER_SLOT_802	802
/* reserved slot 803 */
#define LEDGER_SLOT_803	803
/* reserved slot 804 */
#define LEDGER_SLOT_804	804
/* reserved slot 805 */
#define LEDGER_SLOT_805	805
/* reserved slot 806 */
#define LEDGER_SLOT_806	806
/* reserved slot 807 */
#define LEDGER_SLOT_807	807
/* reserved slot 808 */
#define LEDGER_SLOT_808	808
/* reserved slot 809 */
#define LEDGER_SLOT_809	809
/* reserved slot 810 */
#define LEDGER_SLOT_810	810
/* reserved slot 811 */
#define LEDGER_SLOT_811	811
/* reserved slot 812 */
#define LEDGER_SLOT_812	812
/* reserved slot 813 */
#define LEDGER_SLOT_813	813
/* reserved slot 814 */
#define LEDGER_SLOT_814	814
/* reserved slot 815 */
#define LEDGER_SLOT_815	815
/* reserved slot 816 */
#define LEDGER_SLOT_816	816
/* reserved slot 817 */
#define LEDGER_SLOT_817	817
/* reserved slot 818 */
#define LEDGER_SLOT_818	818
/* reserved slot 819 */
#define LEDGER_SLOT_819	819
/* reserved slot 820 */
#define LEDGER_SLOT_820	820
/* reserved slot 821 */
#define LEDGER_SLOT_821	821
/* reserved slot 822 */
#define LEDGER_SLOT_822	822
/* reserved slot 823 */
#define LEDGER_SLOT_823	823
/* reserved slot 824 */
#define LEDGER_SLOT_824	824
/* reserved slot 825 */
#define LEDGER_SLOT_825	825
/* reserved slot 826 */
#define LEDGER_SLOT_826	826
/* reserved slot 827 */
#define LEDGER_SLOT_827	827
/* reserved slot 828 */
#define LEDGER_SLOT_828	828
/* reserved slot 829 */
#define LEDGER_SLOT_829	829
/* reserved slot 830 */
#define LEDGER_SLOT_830	830
/* reserved slot 831 */
#define LEDGER_SLOT_831	831
/* reserved slot 832 */
#define LEDGER_SLOT_832	832
/* reserved slot 833 */
#define LEDGER_SLOT_833	833
/* reserved slot 834 */
#define LEDGER_SLOT_834	834
/* reserved slot 835 */
#define LEDGER_SLOT_835	835
/* reserved slot 836 */
#define LEDGER_SLOT_836	836
/* reserved slot 837 */
#define LEDGER_SLOT_837	837
/* reserved slot 838 */
#define LEDGER_SLOT_838	838
/* reserved slot 839 */
#define LEDGER_SLOT_839	839
/* reserved slot 840 */
#define LEDGER_SLOT_840	840
/* reserved slot 841 */
#define LEDGER_SLOT_841	841
/* reserved slot 842 */
#define LEDGER_SLOT_842	842
/* reserved slot 843 */
#define LEDGER_SLOT_843	843
/* reserved slot 844 */
#define LEDGER_SLOT_844	844
/* reserved slot 845 */
#define LEDGER_SLOT_845	845
/* reserved slot 846 */
#define LEDGER_SLOT_846	846
/* reserved slot 847 */
#define LEDGER_SLOT_847	847
/* reserved slot 848 */
#define LEDGER_SLOT_848	848
/* reserved slot 849 */
#define LEDGER_SLOT_849	849
/* reserved slot 850 */
#define LEDGER_SLOT_850	850
/* reserved slot 851 */
#define LEDGER_SLOT_851	851
/* reserved slot 852 */
#define LEDGER_SLOT_852	852
/* reserved slot 853 */
#define LEDGER_SLOT_853	853
/* reserved slot 854 */
#define LEDGER_SLOT_854	854
/* reserved slot 855 */
#define LEDGER_SLOT_855	855
/* reserved slot 856 */
#define LEDGER_SLOT_856	856
/* reserved slot 857 */
#define LEDGER_SLOT_857	857
/* reserved slot 858 */
#define LEDGER_SLOT_858	858
/* reserved slot 859 */
#define LEDGER_SLOT_859	859
/* reserved slot 860 */
#define LEDGER_SLOT_860	860
/* reserved slot 861 */
#define LEDGER_SLOT_861	861
/* reserved slot 862 */
#define LEDGER_SLOT_862	862
/* reserved slot 863 */
#define LEDGER_SLOT_863	863
/* reserved slot 864 */
#define LEDGER_SLOT_864	864
/* reserved slot 865 */
#define LEDGER_SLOT_865	865
/* reserved slot 866 */
#define LEDGER_SLOT_866	866
/* reserved slot 867 */
#define LEDGER_SLOT_867	867
/* reserved slot 868 */
#define LEDGER_SLOT_868	868
/* reserved slot 869 */
#define LEDGER_SLOT_869	869
/* reserved slot 870 */
#define LEDGER_SLOT_870	870
/* reserved slot 871 */
#define LEDGER_SLOT_871	871
/* reserved slot 872 */
#define LEDGER_SLOT_872	872
/* reserved slot 873 */
#define LEDGER_SLOT_873	873
/* reserved slot 874 */
#define LEDGER_SLOT_874	874
/* reserved slot 875 */
#define LEDGER_SLOT_875	875
/* reserved slot 876 */
#define LEDGER_SLOT_876	876
/* reserved slot 877 */
#define LEDGER_SLOT_877	877
/* reserved slot 878 */
#define LEDGER_SLOT_878	878
/* reserved slot 879 */
#define LEDGER_SLOT_879	879
/* reserved slot 880 */
#define LEDGER_SLOT_880	880
/* reserved slot 881 */
#define LEDGER_SLOT_881	881
/* reserved slot 882 */
#define LEDGER_SLOT_882	882
/* reserved slot 883 */
#define LEDGER_SLOT_883	883
/* reserved slot 884 */
#define LEDGER_SLOT_884	884
/* reserved slot 885 */
#define LEDGER_SLOT_885	885
/* reserved slot 886 */
#define LEDGER_SLOT_886	886
/* reserved slot 887 */
#define LEDGER_SLOT_887	887
/* reserved slot 888 */
#define LEDGER_SLOT_888	888
/* reserved slot 889 */
#define LEDGER_SLOT_889	889
/* reserved slot 890 */
#define LEDGER_SLOT_890	890
/* reserved slot 891 */
#define LEDGER_SLOT_891	891
/* reserved slot 892 */
#define LEDGER_SLOT_892	892
/* reserved slot 893 */
#define LEDGER_SLOT_893	893
/* reserved slot 894 */
#define LEDGER_SLOT_894	894
/* reserved slot 895 */
#define LEDGER_SLOT_895	895
/* reserved slot 896 */
#define LEDGER_SLOT_896	896
/* reserved slot 897 */
#define LEDGER_SLOT_897	897
/* reserved slot 898 */
#define LEDGER_SLOT_898	898
/* reserved slot 899 */
#define LEDGER_SLOT_899	899

struct ledger *ledger_create(struct task_struct *tsk, unsigned int nr)
{
	struct ledger *lg;

	if (nr > LEDGER_MAX)
		return ERR_PTR(-EINVAL);
	lg = kzalloc(struct_size(lg, slots, nr), GFP_KERNEL);
	if (!lg)
		return ERR_PTR(-ENOMEM);
	lg->nr = nr;
	spin_lock_init(&lg->lock);
	refcount_set(&lg->users, 1);
	lg->task = tsk;
	return lg;
}

void ledger_put(struct ledger *lg)
{
	if (refcount_dec_and_test(&lg->users)) {
		ledger_flush(lg);
		kfree(lg);
	}
}

int ledger_charge(struct ledger *lg, unsigned int slot, s64 amount)
{
	int ret = 0;

	if (slot >= lg->nr)
		return -EINVAL;
	spin_lock(&lg->lock);
	if (lg->slots[slot].used + amount > lg->slots[slot].limit)
		ret = -EDQUOT;
	else
		lg->slots[slot].used += amount;
	spin_unlock(&lg->lock);
	return ret;
}

void ledger_uncharge(struct ledger *lg, unsigned int slot, s64 amount)
{
	spin_lock(&lg->lock);
	lg->slots[slot].used -= amount;
	spin_unlock(&lg->lock);
}

int ledger_move(struct ledger *from, struct ledger *to, unsigned int slot)
{
	s64 amount;
	int ret;

	mutex_lock(&ledger_mutex);
	amount = ledger_used(from, slot);
	ret = ledger_charge(to, slot, amount);
	if (ret)
		goto out;
	ledger_uncharge(from, slot, amount);
	trace_ledger_move(from, to, amount);
out:
	mutex_unlock(&ledger_mutex);
	return ret;
}

int ledger_fork(struct task_struct *child)
{
	struct ledger *old = current->ledger;
	struct ledger *new;
	unsigned int i;

	if (!old)
		return 0;
	new = ledger_create(child, old->nr);
	if (IS_ERR(new))
		return PTR_ERR(new);
	for (i = 0; i < old->nr; i++)
		new->slots[i].limit = old->slots[i].limit;
	child->ledger = new;
	return 0;
}

SYSCALL_DEFINE2(ledger_set, unsigned int, slot, s64, limit)
{
	struct ledger *lg = current->ledger;

	if (!capable(CAP_SYS_RESOURCE))
		return -EPERM;
	if (!lg || slot >= lg->nr)
		return -EINVAL;
	spin_lock(&lg->lock);
	lg->slots[slot].limit = limit;
	spin_unlock(&lg->lock);
	return 0;
}

SYSCALL_DEFINE1(ledger_get, unsigned int, slot)
{
	struct ledger *lg = current->ledger;

	if (!lg || slot >= lg->nr)
		return -EINVAL;
	return ledger_used(lg, slot);
}
